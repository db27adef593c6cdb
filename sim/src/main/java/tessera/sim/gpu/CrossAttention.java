package tessera.sim.gpu;

import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.LaunchPlan;

/** All queries of a layout attending a few keys that every query sees. */
final class CrossAttention {
    private CrossAttention() {}

    static double microseconds(GpuParams gpu, KernelSpec kernel, GpuQuery query, long queryCount) {
        return GpuRun.of(LaunchPlan.crossAttention(
                        AttentionLaunch.dense(gpu, kernel, query, queryCount, false), query.additionalKv()))
                .microseconds();
    }
}
