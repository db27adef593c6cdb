package tessera.models.gpu;

/**
 * Cycles to time. A GPU holds its boost clock until its power limit is felt; from then on, tensor cores cannot do more
 * FLOPs a second than the power allows, and a kernel that would do more runs at a clock lower in that proportion.
 * Kernels that keep the tensor cores less busy (masks, short tiles) are not slowed.
 */
public final class SustainedClock {
    private static final double MICROSECONDS = 1e6;
    private static final double NS_PER_US = 1e3;

    private SustainedClock() {}

    /** Microseconds of a kernel that takes so many cycles, its launch included. */
    public static double microseconds(LaunchPlan plan, double cycles) {
        GpuParams gpu = plan.launch().gpu();
        double boost = gpu.microseconds(cycles);
        double onset = gpu.powerOnsetNs() / NS_PER_US;
        double launch = gpu.launchNs() / NS_PER_US;
        if (boost <= onset) {
            return launch + boost;
        }
        double flopsPerSecond = plan.executedFlops() / boost * MICROSECONDS;
        double slowdown = Math.max(1, flopsPerSecond / gpu.sustainedFlopsPerSecond());
        return launch + onset + (boost - onset) * slowdown;
    }
}
