package tessera.sim.block;

import java.util.Arrays;
import java.util.List;
import tessera.models.block.HeadImportanceParams;

/** The head importance accumulator cycle by cycle: a row's total comes out after its last beat. */
public final class HeadImportanceModel extends PipelineModel {
    private final HeadImportanceParams params;
    private final long[] totals;
    private long row;
    private boolean isHolding;
    private final int inLast = driven("in_last");
    private final int inClear = driven("in_clear");
    private final int inHead = driven("in_head");
    private final int inData = driven("in_data");
    private final int outHead = out("out_head");
    private final int outTotal = out("out_total");

    public HeadImportanceModel(HeadImportanceParams params) {
        super(ports(params), params.latencyCycles());
        this.params = params;
        this.totals = new long[1 << params.headBits()];
    }

    /**
     * Ports: {@code in} (last, clear, head, data) and {@code out} (head, total). What counts of clear and head is what comes
     * with the last beat of a row; clear sets all totals to 0 before the row is added.
     */
    public static BlockPorts ports(HeadImportanceParams params) {
        return new BlockPorts(
                List.of(new StreamPorts(
                        "in",
                        List.of(
                                new Port("in_last", 1),
                                new Port("in_clear", 1),
                                new Port("in_head", params.headBits()),
                                new Port("in_data", params.lanes() * params.elementBits())))),
                List.of(new StreamPorts(
                        "out",
                        List.of(new Port("out_head", params.headBits()), new Port("out_total", params.totalBits())))));
    }

    @Override
    protected boolean take(int[] driven, int[] value, int[] care) {
        long most = PortBits.mask(params.totalBits());
        for (int lane = 0; lane < params.lanes(); lane++) {
            row += Math.abs(PortBits.getSigned(driven, inData, lane * params.elementBits(), params.elementBits()));
        }
        row = Math.min(most, row);
        isHolding = driven[inLast] == 0;
        if (isHolding) {
            return false;
        }
        if (driven[inClear] != 0) {
            Arrays.fill(totals, 0);
        }
        int head = driven[inHead];
        totals[head] = Math.min(most, totals[head] + row);
        row = 0;
        value[outHead] = head;
        PortBits.put(value, outTotal, 0, params.totalBits(), totals[head]);
        return true;
    }

    @Override
    protected void clear() {
        Arrays.fill(totals, 0);
        row = 0;
        isHolding = false;
    }

    @Override
    protected boolean isHolding() {
        return isHolding;
    }
}
