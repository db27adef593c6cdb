package tessera.sim.attend;

import java.util.List;
import tessera.models.cost.Costs;
import tessera.models.cost.PlanTiles;
import tessera.models.gpu.GpuParams;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;

/**
 * A plan and dense attention of the same shape on the tile simulator, one use of the plan, mean over the steps of its
 * schedule; in decode of one query. Selection and side work are added as the costs say.
 *
 * @param plan the plan's time
 * @param dense dense attention's
 * @param how for people
 */
public record GpuPlanRun(KernelTime plan, KernelTime dense, String how) {
    /** Simulates on the GPU's own kernels. */
    public static GpuPlanRun of(GpuParams gpu, PlanTiles tiles, Costs costs) {
        if (!serves(gpu, tiles.shape().headDim())) {
            Costs.Step last = costs.last();
            return new GpuPlanRun(
                    new KernelTime(last.us(), last.us(), costs.serialUs()),
                    new KernelTime(last.denseUs(), last.denseUs(), last.denseUs()),
                    "closed form: no simulated kernel has vectors of "
                            + tiles.shape().headDim());
        }
        return of(gpu, tiles, costs.besideUs(), KernelChoice.USUAL);
    }

    /** Simulates on chosen kernels; vectors must be served. */
    public static GpuPlanRun of(GpuParams gpu, PlanTiles tiles, double besideUs, KernelChoice choice) {
        AttentionPlan plan = tiles.plan();
        if (plan.phase() == Phase.DECODE) {
            PlanKernels<KernelTime> times = PlanKernels.decode(gpu, tiles).map(DecodeStep::time);
            return of(
                    plan,
                    times,
                    besideUs,
                    "tile by tile: " + times.names() + ", up to " + DecodeSteps.SIMULATED + " steps a layer");
        }
        PlanKernels<KernelTime> times = PlanKernels.prefill(gpu, tiles, choice).map(PlannedLaunch::time);
        return of(plan, times, besideUs, "tile by tile: " + times.names() + "; dense: " + PrefillLayers.DENSE);
    }

    /** Whether simulated kernels serve vectors of this width. */
    public static boolean serves(GpuParams gpu, int headDim) {
        return PrefillLayers.serves(gpu, headDim);
    }

    private static GpuPlanRun of(AttentionPlan plan, PlanKernels<KernelTime> times, double besideUs, String how) {
        KernelTime sparse = KernelTime.NONE;
        for (List<KernelTime> layer : times.layers()) {
            sparse = sparse.plus(sum(layer).times(times.layerShare()));
        }
        KernelTime dense = sum(times.dense()).times(times.layerShare()).times(plan.layerCount());
        double share = plan.schedule().denseShare();
        return new GpuPlanRun(sparse.times(1 - share).plus(dense.times(share)).plus(besideUs), dense, how);
    }

    private static KernelTime sum(List<KernelTime> kernels) {
        KernelTime sum = KernelTime.NONE;
        for (KernelTime kernel : kernels) {
            sum = sum.plus(kernel);
        }
        return sum;
    }
}
