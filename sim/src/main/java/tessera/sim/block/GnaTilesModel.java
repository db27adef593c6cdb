package tessera.sim.block;

import java.util.List;
import tessera.models.block.GnaTilesParams;
import tessera.models.golden.GnaTileRanges;
import tessera.models.golden.GnaTileRanges.Pair;

/** The GNA tile generator cycle by cycle: a pair of tiles a cycle, from the second cycle after a start on. */
public final class GnaTilesModel implements BlockModel {
    private final GnaTilesParams params;
    private final BlockPorts ports;
    private final List<Pair> pairs;
    private final int startValid;
    private final int startHead;
    private final int startReady;
    private final int tileReady;
    private final int tileValid;
    private final int tileHead;
    private final int tileQuery;
    private final int tileKey;
    private final int tileFirst;
    private final int tileLast;
    private final int tileEnd;

    /** Whether query tiles are still to be loaded, and of which head. */
    private boolean isActive;

    private int head;
    /** The first pair of the next query tile. */
    private int next;
    /** The pair at the output. */
    private boolean isShowing;

    private int shown;
    private int shownHead;

    public GnaTilesModel(GnaTilesParams params) {
        this.params = params;
        this.ports = ports(params);
        this.pairs = GnaTileRanges.pairs(params);
        this.startValid = ports.driven().word("start_valid");
        this.startHead = ports.driven().word("start_head");
        this.startReady = ports.read().word("start_ready");
        this.tileReady = ports.driven().word("tile_ready");
        this.tileValid = ports.read().word("tile_valid");
        this.tileHead = ports.read().word("tile_head");
        this.tileQuery = ports.read().word("tile_query");
        this.tileKey = ports.read().word("tile_key");
        this.tileFirst = ports.read().word("tile_first");
        this.tileLast = ports.read().word("tile_last");
        this.tileEnd = ports.read().word("tile_end");
    }

    /** Ports: {@code start} (head) and {@code tile} (head, query, key, first, last, end). */
    public static BlockPorts ports(GnaTilesParams params) {
        return new BlockPorts(
                List.of(new StreamPorts("start", List.of(new Port("start_head", GnaTilesParams.HEAD_BITS)))),
                List.of(new StreamPorts(
                        "tile",
                        List.of(
                                new Port("tile_head", GnaTilesParams.HEAD_BITS),
                                new Port("tile_query", params.tokenBits()),
                                new Port("tile_key", params.tokenBits()),
                                new Port("tile_first", 1),
                                new Port("tile_last", 1),
                                new Port("tile_end", 1)))));
    }

    @Override
    public BlockPorts ports() {
        return ports;
    }

    @Override
    public void step(int[] driven, int[] read, int[] care) {
        if (driven[0] != 0) {
            isActive = false;
            isShowing = false;
            return;
        }
        PortBits.show(read, care, startReady, !isActive);
        PortBits.show(read, care, tileValid, isShowing);
        boolean isTileDone = !isShowing;
        if (isShowing) {
            show(read, care);
            if (driven[tileReady] != 0) {
                isTileDone = pairs.get(shown).isLast();
                shown++;
            }
        }
        boolean takes = !isActive && driven[startValid] != 0;
        if (isTileDone) {
            isShowing = isActive;
            if (isActive) {
                load();
            }
        }
        if (takes) {
            isActive = true;
            head = driven[startHead];
            next = 0;
        }
    }

    private void load() {
        shown = next;
        shownHead = head;
        while (!pairs.get(next).isLast()) {
            next++;
        }
        next++;
        isActive = next < pairs.size();
    }

    private void show(int[] read, int[] care) {
        Pair pair = pairs.get(shown);
        read[tileHead] = shownHead;
        read[tileQuery] = pair.queryToken();
        read[tileKey] = pair.keyToken();
        read[tileFirst] = pair.isFirst() ? 1 : 0;
        read[tileLast] = pair.isLast() ? 1 : 0;
        read[tileEnd] = shown + 1 == pairs.size() ? 1 : 0;
        ports.outputs().get(0).beat().fillOnes(care, tileHead);
    }

    @Override
    public boolean hasWork() {
        return isActive || isShowing;
    }

    @Override
    public boolean isSettled() {
        return isShowing || !isActive;
    }
}
