package tessera.sim.gpu;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a person wants to know of one problem on one GPU, in microseconds.
 *
 * @param kernel that runs the problem
 * @param kernelUs its time
 * @param tokenPermuteUs copies that reorder tokens before and behind it
 * @param padUs copies that pad to whole tiles
 * @param additionalUs attention to additional keys and the merge of both results; backward: reductions. 0 = none
 * @param denseKernel the baseline
 * @param denseUs its time for dense self attention over the same tokens
 * @param tflopsUseful rate over attended pairs
 * @param tflopsExecuted rate over whole visited tiles
 * @param waves CTAs over slots
 * @param smBusyShare share of the slots' time with a CTA in them
 * @param boundBy what limits the kernel: tensor_core, softmax, mask, l2, hbm, power, cta_overhead or too_few_ctas
 * @param lowerBoundUs of the kernel
 * @param serialUs of the kernel
 */
public record GpuEstimate(
        String kernel,
        double kernelUs,
        double tokenPermuteUs,
        double padUs,
        double additionalUs,
        String denseKernel,
        double denseUs,
        double tflopsUseful,
        double tflopsExecuted,
        double waves,
        double smBusyShare,
        String boundBy,
        double lowerBoundUs,
        double serialUs) {
    /** Kernel, copies and additional keys. */
    public double totalUs() {
        return kernelUs + tokenPermuteUs + padUs + additionalUs;
    }

    /** Dense over kernel. */
    public double speedup() {
        return denseUs / kernelUs;
    }

    /** Dense over everything. */
    public double speedupWithPermute() {
        return denseUs / totalUs();
    }

    /** Field names that scripts rely on → values, in the order of docs/gpu.md. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kernel", kernel);
        fields.put("kernel_us", kernelUs);
        fields.put("token_permute_us", tokenPermuteUs);
        fields.put("pad_us", padUs);
        fields.put("additional_us", additionalUs);
        fields.put("total_us", totalUs());
        fields.put("dense_kernel", denseKernel);
        fields.put("dense_us", denseUs);
        fields.put("speedup", speedup());
        fields.put("speedup_with_permute", speedupWithPermute());
        fields.put("tflops_useful", tflopsUseful);
        fields.put("tflops_executed", tflopsExecuted);
        fields.put("waves", waves);
        fields.put("sm_busy_share", smBusyShare);
        fields.put("bound_by", boundBy);
        fields.put("lower_bound_us", lowerBoundUs);
        fields.put("serial_us", serialUs);
        return fields;
    }
}
