package tessera.sim.gpu;

import tessera.models.gpu.GpuParams;
import tessera.models.gpu.LaunchPlan;
import tessera.models.gpu.TileCosts;

/** Which part of the machine a run waits for most. */
final class Bottleneck {
    private static final double MOST = 0.5;

    private Bottleneck() {}

    static String of(GpuRun run) {
        LaunchPlan plan = run.plan();
        GpuParams gpu = plan.launch().gpu();
        if (run.hbmCycles() > MOST * run.cycles() / 2) {
            return "hbm";
        }
        if (run.busyShare() < MOST) {
            return "too_few_ctas";
        }
        double period =
                plan.mask() == tessera.models.gpu.MaskKind.NONE ? run.plainTileCycles() : run.maskedTileCycles();
        double inTiles = period * plan.tileCount() / plan.residentCtas();
        if (inTiles < MOST * run.busyCycles() / plan.residentCtas()) {
            return "cta_overhead";
        }
        double boost = gpu.microseconds(run.cycles()) + gpu.launchNs() / 1e3;
        if (run.microseconds() > 1.02 * boost) {
            return "power";
        }
        TileCosts costs = plan.maskedCosts();
        int groups = costs.warpgroups() * plan.residentCtas();
        double tensor = groups * (double) (costs.firstMmaCycles() + costs.secondMmaCycles());
        double load = 2.0 * costs.loadCycles() * plan.residentCtas();
        if (load >= tensor && load >= MOST * 2 * period * 0.98) {
            return "l2";
        }
        if (tensor >= 0.98 * period * 1) {
            return "tensor_core";
        }
        return costs.maskCycles() > MOST * costs.softmaxLatencyCycles() ? "mask" : "softmax";
    }
}
