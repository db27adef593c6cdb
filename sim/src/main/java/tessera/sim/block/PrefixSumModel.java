package tessera.sim.block;

import java.util.List;
import tessera.models.block.PrefixSumParams;

/** The prefix sum cycle by cycle: sums come out {@link PrefixSumParams#latencyCycles()} cycles after their beat. */
public final class PrefixSumModel extends PipelineModel {
    private final PrefixSumParams params;
    private final int inLast = driven("in_last");
    private final int inData = driven("in_data");
    private final int outLast = out("out_last");
    private final int outSums = out("out_sums");

    public PrefixSumModel(PrefixSumParams params) {
        super(ports(params), params.latencyCycles());
        this.params = params;
    }

    /** Ports: {@code in} (last, data) and {@code out} (last, sums), lane 0 lowest. */
    public static BlockPorts ports(PrefixSumParams params) {
        return new BlockPorts(
                List.of(new StreamPorts(
                        "in",
                        List.of(new Port("in_last", 1), new Port("in_data", params.lanes() * params.laneBits())))),
                List.of(new StreamPorts(
                        "out",
                        List.of(new Port("out_last", 1), new Port("out_sums", params.lanes() * params.sumBits())))));
    }

    @Override
    protected boolean take(int[] driven, int[] value, int[] care) {
        value[outLast] = driven[inLast];
        long sum = 0;
        for (int lane = 0; lane < params.lanes(); lane++) {
            sum += PortBits.get(driven, inData, lane * params.laneBits(), params.laneBits());
            PortBits.put(value, outSums, lane * params.sumBits(), params.sumBits(), sum);
        }
        return true;
    }
}
