package tessera.sim.block;

import java.util.Arrays;
import java.util.List;
import tessera.models.block.ProbValueParams;

/** The prob × V array cycle by cycle: sums come out {@link ProbValueParams#latencyCycles()} cycles after the last beat. */
public final class ProbValueModel extends PipelineModel {
    private final ProbValueParams params;
    private final long[] sums;
    private boolean isHolding;
    private final int inLast = driven("in_last");
    private final int inMask = driven("in_mask");
    private final int inProbabilities = driven("in_probabilities");
    private final int inValues = driven("in_values");
    private final int outSums = out("out_sums");

    public ProbValueModel(ProbValueParams params) {
        super(ports(params), params.latencyCycles());
        this.params = params;
        this.sums = new long[params.headDim()];
    }

    /** Ports: {@code in} (last, mask, probabilities, values) and {@code out} (sums); lane 0 and element 0 lowest. */
    public static BlockPorts ports(ProbValueParams params) {
        return new BlockPorts(
                List.of(new StreamPorts(
                        "in",
                        List.of(
                                new Port("in_last", 1),
                                new Port("in_mask", params.vectors()),
                                new Port("in_probabilities", params.vectors() * params.probabilityBits()),
                                new Port("in_values", params.vectors() * params.headDim() * params.valueBits())))),
                List.of(new StreamPorts("out", List.of(new Port("out_sums", params.headDim() * params.sumBits())))));
    }

    @Override
    protected boolean take(int[] driven, int[] value, int[] care) {
        for (int vector = 0; vector < params.vectors(); vector++) {
            if (PortBits.get(driven, inMask, vector, 1) == 0) {
                continue;
            }
            int bits = params.probabilityBits();
            long probability = PortBits.get(driven, inProbabilities, vector * bits, bits);
            for (int d = 0; d < sums.length; d++) {
                int bit = (vector * sums.length + d) * params.valueBits();
                sums[d] += probability * PortBits.getSigned(driven, inValues, bit, params.valueBits());
            }
        }
        isHolding = driven[inLast] == 0;
        if (isHolding) {
            return false;
        }
        for (int d = 0; d < sums.length; d++) {
            PortBits.put(value, outSums, d * params.sumBits(), params.sumBits(), sums[d]);
        }
        Arrays.fill(sums, 0);
        return true;
    }

    @Override
    protected void clear() {
        Arrays.fill(sums, 0);
        isHolding = false;
    }

    @Override
    protected boolean isHolding() {
        return isHolding;
    }
}
