package tessera.sim.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tessera.models.gna.GnaProblem;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.LaunchPlan;
import tessera.sim.stat.TimelineRecorder;

/** Effects that must come out of the mechanisms, whatever the constants. */
class GpuMechanismTest {
    private static final GpuQuery ONE_HEAD = GpuQuery.on("changed");

    private static GpuRun run(GpuEstimator estimator, GpuQuery query, GnaProblem problem) {
        return GpuRun.of(estimator.plan(query, problem));
    }

    @Test
    void timeOverCtasIsAStaircaseOfWaves() {
        // 132 SMs, one CTA each; a query tile of 128 tokens whose window is one block of 2048: all CTAs alike.
        GpuEstimator estimator = GpuCases.estimator(GpuCases.gpu("h100-sxm"));
        long wave = 0;
        for (int heads : new int[] {1, 8, 9, 16, 17, 33}) {
            GpuQuery query = ONE_HEAD.withHeads(heads, 128);
            GpuRun run = run(estimator, query, GpuCases.line(2048, 2048, 2048, false, 128, 128));
            long ctas = 16L * heads;
            long waves = (ctas + 131) / 132;
            wave = wave == 0 ? run.cycles() : wave;
            assertEquals(waves * wave, run.cycles(), heads + " heads");
            assertEquals(ctas / 132.0, run.waves(), 1e-12);
            assertEquals(ctas / (132.0 * waves), run.busyShare(), 1e-12);
        }
    }

    @Test
    void oneSmTakesSmCountTimesAsLong() {
        GnaProblem problem = GpuCases.line(132 * 128 * 4, 128 * 4, 128 * 4, false, 128, 128);
        GpuRun whole = run(GpuCases.estimator(GpuCases.gpu("h100-sxm")), ONE_HEAD, problem);
        // A 132nd of the L2's and the HBM's bandwidth goes with it.
        GpuRun single = run(
                GpuCases.estimator(
                        GpuCases.gpu("h100-sxm", "sm_count=1", "l2_bytes_per_cycle=39", "hbm_bandwidth=25378 MB/s")),
                ONE_HEAD,
                problem);
        assertEquals(132.0, (double) single.cycles() / whole.cycles(), 0.5);
    }

    @Test
    void busyTimeOfTheTimelineIsTheBusyShare() {
        for (long seed = 0; seed < 40; seed++) {
            GpuCases.Case random = GpuCases.Case.of(seed);
            LaunchPlan plan = new GpuEstimator().plan(random.query(), random.problem());
            TimelineRecorder timeline = new TimelineRecorder(1 << 20);
            GpuRun run = GpuRun.traced(plan, timeline);
            assertEquals(GpuRun.of(plan), run, "tracing changes nothing, seed " + seed);
            double busyFs = 0;
            long endFs = 0;
            for (TimelineRecorder.Interval interval : timeline.intervals()) {
                busyFs += interval.toFs() - interval.fromFs();
                endFs = Math.max(endFs, interval.toFs());
            }
            assertEquals(0, timeline.droppedCount());
            assertEquals(run.busyShare(), busyFs / ((double) endFs * run.slotCount()), 1e-9, "seed " + seed);
        }
    }

    @Test
    void doublingTheHbmMovesOnlyWhatIsBoundByIt() {
        GnaProblem small = GpuCases.line(200_000, 256, 256, false, 256, 128);
        GnaProblem large = GpuCases.line(200_000, 20_480, 256, false, 256, 128);
        GpuQuery query = ONE_HEAD.withHeads(8, 128);
        GpuEstimator slow = GpuCases.estimator(GpuCases.gpu("b200", "hbm_bandwidth=2 TB/s"));
        GpuEstimator fast = GpuCases.estimator(GpuCases.gpu("b200", "hbm_bandwidth=4 TB/s"));
        GpuEstimate bound = slow.estimate(query, small);
        assertEquals("hbm", bound.boundBy());
        assertTrue(fast.estimate(query, small).kernelUs() < 0.75 * bound.kernelUs());
        assertEquals(
                slow.estimate(query, large).kernelUs(),
                fast.estimate(query, large).kernelUs(),
                1e-9);
    }

    @Test
    void aMaskFreeStrideIsFasterThanItsTilesAlone() {
        // FLUX: 68 instead of 50 tiles a CTA at stride 1, and every tile is masked.
        GpuEstimator estimator = new GpuEstimator();
        GpuQuery query = GpuQuery.on("h100-sxm").withHeads(24, 128);
        GpuEstimate masked = estimator.estimate(query, GpuCases.flux(1, "16x8", "16x8"));
        GpuEstimate free = estimator.estimate(query, GpuCases.flux(16, "16x8", "16x8"));
        assertEquals("mask", masked.boundBy());
        assertTrue(masked.kernelUs() > 1.4 * 68.1 / 50 * free.kernelUs());
    }

    @Test
    void longKernelsAreSlowedByPowerShortOnesAreNot() {
        GpuEstimator estimator = new GpuEstimator();
        GpuQuery query = GpuQuery.on("h100-sxm");
        double perHead = estimator.denseUs(query, 32_768);
        assertTrue(estimator.denseUs(query.withHeads(132, 128), 32_768) > 1.1 * 132 * perHead * 128 / 132);
        assertEquals(4 * perHead, estimator.denseUs(query.withHeads(4, 128), 32_768), 0.06 * 4 * perHead);
    }

    @Test
    void persistentKernelsPayTheirStartOnce() {
        GnaProblem problem = GpuCases.line(200_000, 512, 512, false, 256, 128);
        GpuQuery each = new GpuQuery(
                "b200",
                "",
                "",
                "",
                tessera.models.gpu.Dtype.FP16,
                8,
                128,
                1,
                tessera.models.gpu.Pass.FORWARD,
                0,
                false);
        GpuQuery once = new GpuQuery(
                "b200",
                "",
                "persistent",
                "",
                tessera.models.gpu.Dtype.FP16,
                8,
                128,
                1,
                tessera.models.gpu.Pass.FORWARD,
                0,
                false);
        GpuEstimator estimator = new GpuEstimator();
        assertTrue(estimator.estimate(once, problem).kernelUs()
                < 0.9 * estimator.estimate(each, problem).kernelUs());
    }
}
