package tessera.models.bound;

import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.CtaCosts;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.LaunchPlan;
import tessera.models.gpu.LaunchTotals;
import tessera.models.gpu.TileCosts;
import tessera.traces.check.CeilDiv;

/**
 * Bounds of one kernel on one GPU, in closed form from the launch plan: {@code lowerBoundUs <= time <= serialUs}.
 *
 * @param flopUs FLOPs of the attended pairs at peak: bounds every kernel that computes those scores, whatever its tiles
 * @param tileUs FLOPs of whole visited tiles at peak, all SMs busy: bounds every kernel with these tiles (throughput)
 * @param worstCaseUs the CTA with the most tiles alone, at peak: bounds a single wave (latency)
 * @param waveUs whole waves of the average CTA at peak: what a launch of alike CTAs cannot beat
 * @param memoryUs bytes over the HBM: bounds launches whose data are too large to stay in L2
 * @param maskUs exponentials, FP32 and mask instructions of visited tiles at full issue: bounds masked launches
 * @param lowerBoundUs the largest that holds for the kernel as modelled, with its launch
 * @param serialUs nothing overlaps within an SM nor with the HBM; CTAs are taken as slots fall free
 */
public record GpuBounds(
        double flopUs,
        double tileUs,
        double worstCaseUs,
        double waveUs,
        double memoryUs,
        double maskUs,
        double lowerBoundUs,
        double serialUs) {
    private static final double US_PER_SECOND = 1e6;
    private static final double NS_PER_US = 1e3;

    /** All bounds of a plan. */
    public static GpuBounds of(LaunchPlan plan) {
        return of(plan.totals());
    }

    /** All bounds of what the CTAs of a launch add up to. */
    public static GpuBounds of(LaunchTotals plan) {
        AttentionLaunch launch = plan.launch();
        GpuParams gpu = launch.gpu();
        double peakPerSm = (double) gpu.flopsPerCycle(launch.dtype());
        double smCount = gpu.smCount();
        long most = plan.mostTiles();
        double perTile = launch.flopsPerTilePair() / peakPerSm;
        double averageTiles = (double) plan.tileCount() / plan.ctaCount();
        UnitTimes times = UnitTimes.of(plan);
        return new GpuBounds(
                gpu.microseconds(plan.usefulFlops() / peakPerSm / smCount),
                gpu.microseconds(plan.tileCount() * perTile / smCount),
                gpu.microseconds(most * perTile),
                gpu.microseconds(CeilDiv.of(plan.ctaCount(), gpu.smCount()) * averageTiles * perTile),
                times.memoryUs(),
                times.softmaxUs(),
                times.lowerBoundUs(),
                serialUs(plan, most, times.memoryUs()));
    }

    /**
     * What one launch keeps the parts of a GPU busy for.
     *
     * @param tensorUs the tensor cores
     * @param softmaxUs the exponential or the FP32 units, whichever is longer, masks included
     * @param computeUs the longer of the two, or the longest CTA on one of the SMs
     * @param memoryUs bytes over the HBM
     * @param lowerBoundUs as in {@link GpuBounds#lowerBoundUs()}
     */
    public record UnitTimes(double tensorUs, double softmaxUs, double computeUs, double memoryUs, double lowerBoundUs) {
        public static UnitTimes of(LaunchTotals plan) {
            GpuParams gpu = plan.launch().gpu();
            double memory = plan.hbmBytes() * US_PER_SECOND / gpu.hbmBytesPerSecond();
            long tensorCycles = tensorCycles(plan.plainCosts());
            double tensor = (double) tensorCycles * plan.tileCount() / gpu.smCount();
            double softmax = unitCycles(plan) / gpu.smCount();
            double longest = (double) plan.mostTiles()
                    * Math.max(tensorCycles, plan.plainCosts().warpgroups() * softmaxUnits(plan));
            double compute = gpu.microseconds(Math.max(Math.max(softmax, tensor), longest));
            double least = Math.max(compute, memory * (1 - 1e-9));
            return new UnitTimes(
                    gpu.microseconds(tensor),
                    gpu.microseconds(softmax),
                    compute,
                    memory,
                    least + gpu.launchNs() / NS_PER_US);
        }
    }

    private static double unitCycles(LaunchTotals plan) {
        return unitCycles(plan.plainCosts()) * (plan.tileCount() - plan.maskedTileCount())
                + unitCycles(plan.maskedCosts()) * plan.maskedTileCount();
    }

    private static double softmaxUnits(LaunchTotals plan) {
        return plan.plainCosts().softmaxUnitCycles();
    }

    private static long tensorCycles(TileCosts costs) {
        return costs.warpgroups() * (costs.firstMmaCycles() + costs.secondMmaCycles());
    }

    private static double unitCycles(TileCosts costs) {
        return (double) costs.warpgroups() * costs.softmaxUnitCycles();
    }

    /** Graham's bound on CTAs whose stages follow one another, residents of an SM too. */
    private static double serialUs(LaunchTotals plan, long mostTiles, double memoryUs) {
        AttentionLaunch launch = plan.launch();
        CtaCosts cta = CtaCosts.of(launch);
        double once = (double) cta.startCycles() + cta.prologueCycles() + cta.epilogueCycles() + cta.latencyCycles();
        double tile = plan.residentCtas() * serialTile(plan.maskedCosts(), cta);
        double slots = plan.slotCount();
        double total = once * plan.ctaCount() + tile * plan.tileCount();
        double longest = once + tile * mostTiles;
        double cycles =
                launch.schedule().isStriding() ? Math.ceil(plan.ctaCount() / slots) * longest : total / slots + longest;
        double time = launch.gpu().microseconds(cycles) + memoryUs;
        double powered = plan.executedFlops() / launch.gpu().sustainedFlopsPerSecond() * US_PER_SECOND;
        return Math.max(time, powered) + launch.gpu().launchNs() / NS_PER_US;
    }

    private static double serialTile(TileCosts costs, CtaCosts cta) {
        double group = (double) costs.firstMmaCycles()
                + Math.max(costs.softmaxLatencyCycles(), costs.softmaxUnitCycles())
                + costs.secondMmaCycles();
        return costs.warpgroups() * group + 2.0 * (costs.loadCycles() + cta.latencyCycles());
    }
}
