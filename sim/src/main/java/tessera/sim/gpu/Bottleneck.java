package tessera.sim.gpu;

import tessera.models.gpu.LaunchPlan;
import tessera.models.gpu.TileCosts;

/**
 * Which part of the machine a run waits for most: what would have to become faster for the run to become faster. Asked in
 * this order: the HBM, the number of CTAs, what a CTA pays once, the power limit, the mask, then the units of the SM.
 */
final class Bottleneck {
    /** The HBM decides when it holds everything up for more than this share of the time. */
    private static final double HBM_SHARE = 0.2;

    private static final double HALF = 0.5;
    /** A mask that makes tiles longer by more than this decides; a clock lowered by more than this share does. */
    private static final double MASK_PRICE = 1.15;

    private static final double POWER_PRICE = 1.02;
    private static final double SATURATED = 0.97;

    private Bottleneck() {}

    static String of(GpuRun run) {
        LaunchPlan plan = run.plan();
        if (run.hbmCycles() > HBM_SHARE * run.cycles()) {
            return "hbm";
        }
        if (run.busyShare() < HALF) {
            return "too_few_ctas";
        }
        boolean isMasked = plan.maskedTileCount() > HALF * plan.tileCount();
        double period = isMasked ? run.maskedTileCycles() : run.plainTileCycles();
        double inTiles = period * plan.tileCount();
        if (inTiles < HALF * run.busyCycles()) {
            return "cta_overhead";
        }
        if (run.microseconds() > POWER_PRICE * run.boostMicroseconds()) {
            return "power";
        }
        if (isMasked && run.maskedTileCycles() > MASK_PRICE * run.plainTileCycles()) {
            return "mask";
        }
        return unit(isMasked ? plan.maskedCosts() : plan.plainCosts(), plan.residentCtas(), period);
    }

    /** The unit of the SM that a full pipeline keeps busy all the time, else the softmax that others wait for. */
    private static String unit(TileCosts costs, int residentCtas, double period) {
        double groups = (double) costs.warpgroups() * residentCtas;
        if (2.0 * costs.loadCycles() * residentCtas > SATURATED * period) {
            return "l2";
        }
        return groups * (costs.firstMmaCycles() + costs.secondMmaCycles()) > SATURATED * period
                ? "tensor_core"
                : "softmax";
    }
}
