package tessera.models.gpu;

import java.util.List;
import tessera.traces.check.Nearest;

/**
 * What no document gives about a kernel: counted from its inner loop or fitted on measured rows, as the file
 * {@code models/machines/gpu/calibration/KERNEL.yaml} says for each.
 *
 * @param mmaEfficiency share of the tensor cores' rate that its GEMMs reach while they run, 0 to 1
 * @param softmaxInstructions instructions per score beside the exponential (scale, maximum, sum, conversion)
 * @param softmaxLatency how much longer a warpgroup takes for its softmax than the units alone would
 * @param maskInstructions instructions per score of the fine-grained mask for one axis of the layout
 * @param maskBaseInstructions the same, whatever the number of axes
 * @param maskScale factor on both
 * @param loadInstructions instructions per 16-byte load where software computes addresses and predicates; 0 with TMA
 * @param expOnFmaShare share of the exponentials computed by a polynomial on the FMA units, 0 to 1
 * @param ctaOverheadCycles start of a CTA and hand-over to the next one, beside its pipeline
 * @param backwardScale factor on the time of a tile pair in the backward pass
 */
public record KernelConstants(
        double mmaEfficiency,
        double softmaxInstructions,
        double softmaxLatency,
        double maskInstructions,
        double maskBaseInstructions,
        double maskScale,
        double loadInstructions,
        double expOnFmaShare,
        double ctaOverheadCycles,
        double backwardScale) {
    /** The names of the components as files spell them. */
    public static final List<String> NAMES = List.of(
            "mma_efficiency",
            "softmax_instructions",
            "softmax_latency",
            "mask_instructions",
            "mask_base_instructions",
            "mask_scale",
            "load_instructions",
            "exp_on_fma_share",
            "cta_overhead_cycles",
            "backward_scale");

    /** The constants in the order of {@link #NAMES}. */
    static KernelConstants of(double[] values) {
        return new KernelConstants(
                values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8],
                values[9]);
    }

    private double[] values() {
        return new double[] {
            mmaEfficiency,
            softmaxInstructions,
            softmaxLatency,
            maskInstructions,
            maskBaseInstructions,
            maskScale,
            loadInstructions,
            expOnFmaShare,
            ctaOverheadCycles,
            backwardScale
        };
    }

    /** The value of one of {@link #NAMES}. */
    public double value(String name) {
        return values()[index(name)];
    }

    /** A copy with one of {@link #NAMES} replaced. */
    public KernelConstants with(String name, double value) {
        double[] values = values();
        values[index(name)] = value;
        return of(values);
    }

    private static int index(String name) {
        int index = NAMES.indexOf(name);
        if (index < 0) {
            throw Nearest.unknown("constant", name, NAMES);
        }
        return index;
    }
}
