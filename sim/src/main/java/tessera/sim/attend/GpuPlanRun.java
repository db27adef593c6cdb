package tessera.sim.attend;

import java.util.List;
import java.util.function.Function;
import tessera.models.cost.Costs;
import tessera.models.cost.PlanTiles;
import tessera.models.gpu.GpuParams;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.HeadPlan;
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
    /** Simulates. */
    public static GpuPlanRun of(GpuParams gpu, PlanTiles tiles, Costs costs) {
        AttentionPlan plan = tiles.plan();
        if (!PrefillLayers.serves(gpu, tiles.shape().headDim())) {
            Costs.Step last = costs.last();
            return new GpuPlanRun(
                    new KernelTime(last.us(), last.us(), costs.serialUs()),
                    new KernelTime(last.denseUs(), last.denseUs(), last.denseUs()),
                    "closed form: no simulated kernel has vectors of "
                            + tiles.shape().headDim());
        }
        if (plan.phase() == Phase.DECODE) {
            DecodeSteps steps = new DecodeSteps(gpu, tiles.shape());
            String how = "tile by tile: split keys and merge, up to " + DecodeSteps.SIMULATED + " steps a layer";
            return of(plan, steps::layer, steps.dense(), costs, how);
        }
        KernelTime dense = new PrefillLayers(gpu, tiles).dense();
        PrefillLayers layers = new PrefillLayers(gpu, tiles);
        GpuPlanRun run = of(plan, layers::layer, dense, costs, "");
        String kernels = layers.kernels().isEmpty() ? "no attention kernel" : layers.kernels();
        return new GpuPlanRun(run.plan, run.dense, "tile by tile: " + kernels + "; dense: " + PrefillLayers.DENSE);
    }

    private static GpuPlanRun of(
            AttentionPlan plan,
            Function<List<HeadPlan>, KernelTime> layer,
            KernelTime denseLayer,
            Costs costs,
            String how) {
        KernelTime sparse = KernelTime.NONE;
        for (List<HeadPlan> heads : plan.heads()) {
            sparse = sparse.plus(layer.apply(heads));
        }
        KernelTime dense = denseLayer.times(plan.layerCount());
        double share = plan.schedule().denseShare();
        return new GpuPlanRun(sparse.times(1 - share).plus(dense.times(share)).plus(costs.besideUs()), dense, how);
    }
}
