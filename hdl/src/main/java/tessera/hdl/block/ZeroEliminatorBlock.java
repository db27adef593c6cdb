package tessera.hdl.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.ZeroEliminatorParams;
import tessera.models.golden.ZeroElimination;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.PortBits;
import tessera.sim.block.StreamPorts;
import tessera.sim.block.ZeroEliminatorModel;

/** The zero eliminator: packs the kept lanes of each beat towards lane 0, in lane order. */
public final class ZeroEliminatorBlock {
    public static final Block DESCRIPTION = new Block(
            ZeroEliminatorParams.BLOCK,
            "packs the kept lanes of each beat towards lane 0, in order; one beat a cycle",
            ZeroEliminatorParams.PARAMETERS,
            "ceil(2 log2(lanes) / layers_per_stage)",
            "SpAtten (HPCA 2021), zero eliminator of the top-k engine",
            Block.CHECKED,
            ZeroEliminatorBlock::instance);

    private static final int MOST_BEATS = 8;

    private final ZeroEliminatorParams params;
    private final StreamPorts in;
    private final StreamPorts out;

    private ZeroEliminatorBlock(ZeroEliminatorParams params) {
        BlockPorts ports = ZeroEliminatorModel.ports(params);
        this.params = params;
        this.in = ports.inputs().get(0);
        this.out = ports.outputs().get(0);
    }

    /** The block of these parameters. */
    public static BlockInstance instance(ZeroEliminatorParams params) {
        Map<String, Integer> values = new LinkedHashMap<>();
        values.put("lanes", params.lanes());
        values.put("lane_bits", params.laneBits());
        values.put("layers_per_stage", params.layersPerStage());
        return new BlockInstance(
                DESCRIPTION.name(),
                values,
                Design.of(ZeroEliminatorVerilog.module(params)),
                () -> new ZeroEliminatorModel(params),
                cases(params));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(
                new ZeroEliminatorParams(values.get("lanes"), values.get("lane_bits"), values.get("layers_per_stage")));
    }

    /** Packets of beats; the first ones keep all, none, one and every other lane. */
    static CaseSource cases(ZeroEliminatorParams params) {
        ZeroEliminatorBlock bench = new ZeroEliminatorBlock(params);
        return bench::caseAt;
    }

    /** A packet of beats with these masks; lane words are random, the last beat says so. */
    public static BenchCase packet(
            ZeroEliminatorParams params, String description, long[] masks, SplittableRandom random, Stalls stalls) {
        ZeroEliminatorBlock bench = new ZeroEliminatorBlock(params);
        List<Beat> inputs = new ArrayList<>();
        List<Beat> expected = new ArrayList<>();
        for (int i = 0; i < masks.length; i++) {
            long[] words = new long[params.lanes()];
            for (int lane = 0; lane < words.length; lane++) {
                words[lane] = random.nextLong() & PortBits.mask(params.laneBits());
            }
            boolean isLast = i + 1 == masks.length;
            inputs.add(bench.inputBeat(words, masks[i], isLast));
            expected.add(bench.outputBeat(ZeroElimination.packed(words, masks[i]), isLast));
        }
        return new BenchCase(description, List.of(inputs), List.of(expected), stalls);
    }

    private BenchCase caseAt(long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        long all = PortBits.mask(params.lanes());
        long everyOther = 0x5555_5555_5555_5555L & all;
        Stalls stalls = Stalls.byTurns(index / 4);
        return switch (index) {
            case 0 -> packet(params, "all lanes kept", new long[] {all, all}, random, stalls);
            case 1 -> packet(params, "no lane kept", new long[] {0, 0}, random, stalls);
            case 2 -> packet(params, "top lane kept", new long[] {all ^ all >>> 1, 1}, random, stalls);
            case 3 ->
                packet(params, "every other lane kept", new long[] {everyOther, everyOther << 1 & all}, random, stalls);
            default -> {
                long[] masks = new long[1 + random.nextInt(MOST_BEATS)];
                for (int i = 0; i < masks.length; i++) {
                    masks[i] = mask(random, index) & all;
                }
                yield packet(params, masks.length + " beats of random masks", masks, random, stalls);
            }
        };
    }

    /** By turns dense, half, sparse. */
    private static long mask(SplittableRandom random, int index) {
        long half = random.nextLong();
        return switch (index % 3) {
            case 0 -> half | random.nextLong();
            case 1 -> half;
            default -> half & random.nextLong();
        };
    }

    private Beat inputBeat(long[] words, long mask, boolean isLast) {
        return new Beat(in)
                .with("in_last", isLast ? 1 : 0)
                .with("in_mask", mask)
                .withLanes("in_data", params.laneBits(), words);
    }

    private Beat outputBeat(long[] packed, boolean isLast) {
        return new Beat(out)
                .with("out_last", isLast ? 1 : 0)
                .with("out_count", packed.length)
                .withLanes("out_data", params.laneBits(), packed);
    }
}
