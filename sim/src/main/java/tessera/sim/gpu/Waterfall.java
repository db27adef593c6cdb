package tessera.sim.gpu;

import java.util.ArrayList;
import java.util.List;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.KvTiling;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.LaunchPlan;
import tessera.traces.check.InputException;

/**
 * Where the time of one problem goes, from the time that its FLOPs alone would take on the dense baseline up to the time
 * predicted for everything. Each step adds a time (some can take away); together they come to the end exactly.
 *
 * <p>The first two steps scale the baseline's time by attended pairs and by visited tile pairs. The next ones replace it by
 * the kernel's own: its rate on whole tiles with every slot busy, the same with masked tiles, its CTAs taken by slots as
 * they fall free (fill, drain, waves, the launch), the HBM, the clock that the power allows, and the passes around it.
 */
public record Waterfall(List<Step> steps) {
    private static final double NS_PER_US = 1e3;

    /**
     * One step.
     *
     * @param step its name
     * @param us time that it adds; negative where it takes away
     * @param totalUs time with all steps so far
     * @param speedup dense over {@link #totalUs}
     * @param explanation in a few words
     */
    public record Step(String step, double us, double totalUs, double speedup, String explanation) {}

    public Waterfall {
        steps = List.copyOf(steps);
    }

    /** The waterfall of a problem; an InputException for dense problems, which lose nothing. */
    public static Waterfall of(GpuEstimator estimator, GpuQuery query, GnaProblem problem) {
        if (GpuEstimator.isDense(query, problem)) {
            throw new InputException("the window is the whole layout, so there is no speedup to follow; give a smaller"
                    + " --window, or name a --kernel to compare it with the dense one");
        }
        GpuEstimate estimate = estimator.estimate(query, problem);
        LaunchPlan plan = estimator.plan(query, problem);
        GpuRun run = GpuRun.of(plan);
        GpuParams gpu = plan.launch().gpu();
        double dense = estimate.denseUs();
        double launch = gpu.launchNs() / NS_PER_US;
        long masked = maskedTiles(plan);
        double plainCycles = run.plainTileCycles() * plan.tileCount() / plan.slotCount();
        double maskCycles = (run.maskedTileCycles() - run.plainTileCycles()) * masked / plan.slotCount();
        Builder steps = new Builder(dense);
        GnaResult counts = GnaAnalysis.analyze(problem, new GnaOptions(true, true, false));
        steps.reach("flop", dense / counts.totals().flopSpeedup(), "attended pairs alone, at the baseline's rate");
        steps.reach("tiles", dense / meanSpeedup(counts, plan), "whole tiles are computed");
        steps.reach("kernel", gpu.microseconds(plainCycles), "this kernel's rate on whole tiles, not the baseline's");
        steps.reach("partial_tiles", gpu.microseconds(plainCycles + maskCycles), "masks of partial tiles");
        steps.reach(
                "waves",
                launch + gpu.microseconds(run.cycles() - run.hbmCycles()),
                "launch, fill and drain of CTAs, last wave, longest CTA");
        steps.reach("memory", launch + gpu.microseconds(run.cycles()), "the HBM is slower than the tensor cores");
        steps.reach("power", estimate.kernelUs(), "the clock falls to what the power allows");
        steps.reach("permutation", estimate.totalUs(), "tokens reordered and padded, additional keys merged");
        return new Waterfall(steps.steps);
    }

    private static long maskedTiles(LaunchPlan plan) {
        long masked = 0;
        for (int cta = 0; cta < plan.ctasPerHead(); cta++) {
            masked += plan.maskedTiles(cta);
        }
        return masked * plan.repeats();
    }

    private static double meanSpeedup(GnaResult counts, LaunchPlan plan) {
        return plan.launch().kernel().kvTiling() == KvTiling.STATIC
                ? counts.staticTiles().meanSpeedup()
                : counts.dynamicTiles().meanSpeedup();
    }

    /** The step that costs most after the FLOPs themselves. */
    public Step largestLoss() {
        return steps.stream()
                .skip(1)
                .max(java.util.Comparator.comparingDouble(Step::us))
                .orElseThrow();
    }

    /** Time of everything. */
    public double totalUs() {
        return steps.get(steps.size() - 1).totalUs();
    }

    private static final class Builder {
        private final double dense;
        private final List<Step> steps = new ArrayList<>();
        private double total;

        Builder(double dense) {
            this.dense = dense;
        }

        void reach(String step, double us, String explanation) {
            steps.add(new Step(step, us - total, us, dense / us, explanation));
            total = us;
        }
    }
}
