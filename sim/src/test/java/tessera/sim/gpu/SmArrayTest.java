package tessera.sim.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.models.gpu.LaunchPlan;
import tessera.sim.kernel.Driver;

class SmArrayTest {
    @Test
    void takesTheTimeOfAListScheduleDoneByHand() {
        for (long seed = 0; seed < 300; seed++) {
            GpuCases.Case random = GpuCases.Case.of(seed);
            GpuEstimator estimator = new GpuEstimator();
            LaunchPlan plan = estimator.plan(random.query(), random.problem());
            GpuRun run = GpuRun.of(plan);
            if (run.hbmCycles() == 0) {
                long[] expected = byHand(plan);
                assertEquals(expected[0], run.cycles(), "cycles, seed " + seed);
                assertEquals(expected[1], run.busyCycles(), "busy, seed " + seed);
            }
        }
    }

    /** End and busy cycles: every CTA goes to the slot that falls free first, or to its own when slots stride. */
    private static long[] byHand(LaunchPlan plan) {
        CtaTiming timing = new CtaTiming(plan);
        boolean isPersistent = plan.launch().schedule().isPersistent();
        List<Long> free = new ArrayList<>();
        for (int slot = 0; slot < plan.slotCount(); slot++) {
            free.add(0L);
        }
        long busy = 0;
        long end = 0;
        for (long cta = 0; cta < plan.ctaCount(); cta++) {
            int slot = 0;
            if (plan.launch().schedule().isStriding()) {
                slot = (int) (cta % free.size());
            } else {
                for (int other = 1; other < free.size(); other++) {
                    slot = free.get(other) < free.get(slot) ? other : slot;
                }
            }
            int tile = (int) (cta % plan.ctasPerHead());
            long cycles = timing.cycles(plan.tiles(tile), plan.maskedTiles(tile))
                    + (!isPersistent || free.get(slot) == 0 ? timing.startCycles() : 0);
            busy += cycles;
            free.set(slot, free.get(slot) + cycles);
            end = Math.max(end, free.get(slot));
        }
        return new long[] {end, busy};
    }

    @Test
    void lockstepGivesTheSame() {
        LaunchPlan plan = estimatorPlan(3000, 200, 1, false);
        GpuRun skipped = GpuRun.of(plan, LaunchOrder.RASTER, Driver.SKIP_AHEAD);
        GpuRun stepped = GpuRun.of(plan, LaunchOrder.RASTER, Driver.LOCKSTEP);
        assertEquals(skipped, stepped);
    }

    @Test
    void reversingTheTilesOfACausalProblemChangesTheTime() {
        // Longest first is the better list schedule: the last CTAs are short.
        LaunchPlan plan = estimatorPlan(40_000, 40_000, 1, true);
        long raster = GpuRun.of(plan, LaunchOrder.RASTER, Driver.SKIP_AHEAD).cycles();
        long reversed = GpuRun.of(plan, LaunchOrder.REVERSED, Driver.SKIP_AHEAD).cycles();
        assertTrue(reversed < raster, reversed + " against " + raster);
    }

    @Test
    void slowsAllDownWhenTheHbmIsFull() {
        Random random = new Random(1);
        int length = 20_000 + random.nextInt(1000);
        double[] time = new double[3];
        for (int i = 0; i < time.length; i++) {
            int gigabytes = 200 << i;
            GpuEstimator estimator =
                    GpuCases.estimator(GpuCases.gpu("b200", "hbm_bandwidth=" + gigabytes + " GB/s", "l2=1 MiB"));
            time[i] = GpuRun.of(estimator.plan(
                            tessera.models.gpu.GpuQuery.on("changed").withHeads(32, 128),
                            GpuCases.line(length, 256, 256, false, 256, 128)))
                    .cycles();
        }
        assertEquals(2, time[0] / time[1], 0.02);
        assertEquals(2, time[1] / time[2], 0.05);
    }

    private static LaunchPlan estimatorPlan(int length, int window, int stride, boolean isCausal) {
        return new GpuEstimator()
                .plan(
                        tessera.models.gpu.GpuQuery.on("h100-sxm"),
                        GpuCases.line(length, window, stride, isCausal, 128, 128));
    }
}
