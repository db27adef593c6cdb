package tessera.sim.gpu;

import tessera.models.gna.GnaProblem;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.KernelSpec;

/**
 * Kernels beside the main one. Additional keys (text, registers) are a dense attention of all queries to those keys,
 * whose output is merged with the main one through their log-sum-exp. The backward pass reduces dO·O before and converts
 * dQ behind.
 */
final class AdditionalPasses {
    private static final double US_PER_SECOND = 1e6;
    private static final double NS_PER_US = 1e3;

    private AdditionalPasses() {}

    static double microseconds(GpuParams gpu, KernelSpec baseline, GpuQuery query, GnaProblem problem) {
        double time = 0;
        if (query.additionalKv() > 0) {
            time += CrossAttention.microseconds(gpu, baseline, query, problem.tokens()) + merge(gpu, query, problem);
        }
        return time + (GpuEstimator.isBackward(query) ? reductions(gpu, query, problem) : 0);
    }

    /** Two partial outputs in FP32-accurate form come in, one goes out, with their log-sum-exps. */
    private static double merge(GpuParams gpu, GpuQuery query, GnaProblem problem) {
        double rows = (double) problem.tokens() * query.headCount() * query.batch();
        return copy(gpu, rows * (3.0 * query.headDim() * query.dtype().bytes() + 3 * Float.BYTES));
    }

    /** O and dO come in, one number a row goes out; dQ comes in as FP32 and goes out in the tensor's format. */
    private static double reductions(GpuParams gpu, GpuQuery query, GnaProblem problem) {
        double rows = (double) problem.tokens() * query.headCount() * query.batch();
        double element = query.dtype().bytes();
        return copy(gpu, rows * (2 * query.headDim() * element + Float.BYTES))
                + copy(gpu, rows * query.headDim() * (Float.BYTES + element));
    }

    private static double copy(GpuParams gpu, double bytes) {
        return bytes / (gpu.hbmBytesPerSecond() * gpu.copyBandwidthShare()) * US_PER_SECOND
                + gpu.launchNs() / NS_PER_US;
    }
}
