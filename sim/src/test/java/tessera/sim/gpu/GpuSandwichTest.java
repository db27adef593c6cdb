package tessera.sim.gpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tessera.models.bound.GpuBounds;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.LaunchPlan;

class GpuSandwichTest {
    @Test
    void everyKernelLiesBetweenItsBounds() {
        GpuEstimator estimator = new GpuEstimator();
        for (long seed = 0; seed < 1500; seed++) {
            GpuCases.Case random = GpuCases.Case.of(seed);
            GpuEstimate estimate = estimator.estimate(random.query(), random.problem());
            String where = "seed " + seed + ": " + random + " " + estimate.fields();
            assertTrue(estimate.lowerBoundUs() <= estimate.kernelUs() * (1 + 1e-9), where);
            assertTrue(estimate.kernelUs() <= estimate.serialUs() * (1 + 1e-9), where);
            assertTrue(estimate.smBusyShare() > 0 && estimate.smBusyShare() <= 1, where);
            assertTrue(estimate.tflopsUseful() <= estimate.tflopsExecuted() * (1 + 1e-9), where);
        }
    }

    @Test
    void theLowerBoundIsTightWhereTilesStream() {
        for (String gpu : new String[] {"h100-sxm", "b200"}) {
            GpuQuery query = GpuQuery.on(gpu);
            GpuEstimator estimator = new GpuEstimator();
            GpuEstimate dense = estimator.estimate(query, GpuCases.line(32_768, 32_768, 1, false, 256, 128));
            assertTrue(dense.lowerBoundUs() > 0.5 * dense.kernelUs(), gpu + " " + dense.fields());
        }
    }

    @Test
    void eachBoundLimitsWhatItSays() {
        GpuEstimator estimator = new GpuEstimator();
        LaunchPlan plan = estimator.plan(GpuQuery.on("b200").withHeads(24, 128), GpuCases.flux(1, "16x16", "16x8"));
        GpuBounds bounds = GpuBounds.of(plan);
        // 65,536 x 6,400 pairs x 4 x 128 x 24 FLOPs at 2,243 TFLOP/s; tiles execute 72.5 / 50 as many.
        double flopUs = 65_536.0 * 6_400 * 4 * 128 * 24 / (148.0 * 8192 * 1.85e9) * 1e6;
        assertTrue(Math.abs(bounds.flopUs() / flopUs - 1) < 1e-9);
        assertTrue(Math.abs(bounds.tileUs() / bounds.flopUs() - 72.5 / 50) < 0.01);
        // Longest CTA: 84 tiles of 256 x 128 x 128 x 4 FLOPs on one SM.
        assertTrue(Math.abs(bounds.worstCaseUs() - 84 * 4.0 * 256 * 128 * 128 / 8192 / 1850) < 1e-6);
        // 6,144 CTAs on 148 SMs: 42 waves for 41.5 waves of work.
        assertTrue(Math.abs(bounds.waveUs() / bounds.tileUs() - 42 * 148 / 6144.0) < 1e-9);
        assertTrue(bounds.flopUs() <= bounds.tileUs() && bounds.tileUs() <= bounds.lowerBoundUs());
    }
}
