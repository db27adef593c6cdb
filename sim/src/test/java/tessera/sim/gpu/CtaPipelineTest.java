package tessera.sim.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.models.gpu.TileCosts;

class CtaPipelineTest {
    private static long[] run(TileCosts costs, int ctas, int stages, long latency, int tiles) {
        return new CtaPipeline(costs, ctas, stages, latency, tiles).run();
    }

    private static long period(long[] finish) {
        int middle = finish.length / 2;
        return (finish[middle + 8] - finish[middle]) / 8;
    }

    @Test
    void oneWarpgroupDoesOneThingAfterTheOther() {
        // Loads take 1 cycle each and 5 of latency: K0 arrives at 6, V0 at 7. Tile 0: GEMM 6..16, softmax 16..46, GEMM
        // 46..56. Tile 1: GEMM 56..66, softmax ..96, GEMM ..106.
        assertArrayEquals(new long[] {56, 106}, run(new TileCosts(10, 30, 20, 10, 1, 0, 1), 1, 4, 5, 2));
    }

    @Test
    void twoWarpgroupsAlternateBetweenTensorCoreAndSoftmax() {
        // A chain of 10 + 20 + 10 = 40 and a tensor core that is needed 2 x 20 = 40: both always busy.
        long[] alternating = run(new TileCosts(10, 20, 10, 10, 1, 0, 2), 1, 4, 5, 32);
        assertEquals(40, period(alternating));
        // A longer softmax: the chain decides, 10 + 60 + 10.
        assertEquals(80, period(run(new TileCosts(10, 60, 10, 10, 1, 0, 2), 1, 4, 5, 32)));
        // A short one: the tensor core decides.
        assertEquals(40, period(run(new TileCosts(10, 5, 5, 10, 1, 0, 2), 1, 4, 5, 32)));
        // Units that are busy for 50 a warpgroup decide: 2 x 50.
        assertEquals(100, period(run(new TileCosts(10, 60, 50, 10, 1, 0, 2), 1, 4, 5, 32)));
    }

    @Test
    void slowLoadsDecide() {
        // K and V at 100 cycles each: 200 a tile.
        assertEquals(200, period(run(new TileCosts(10, 20, 10, 10, 100, 0, 2), 1, 4, 5, 32)));
    }

    @Test
    void fewBuffersExposeTheLatency() {
        TileCosts costs = new TileCosts(10, 20, 10, 10, 1, 0, 1);
        // One buffer: V is loaded when K has been used, and arrives 1 + 500 later; the same for the next K.
        long single = period(run(costs, 1, 1, 500, 32));
        assertEquals(2 * (501 + 10), single);
        assertTrue(period(run(costs, 1, 2, 500, 32)) < single);
        assertEquals(40, period(run(costs, 1, 64, 500, 30)));
    }

    @Test
    void residentCtasShareTheSm() {
        // One CTA leaves the tensor core idle during its softmax; two fill it.
        TileCosts costs = new TileCosts(10, 20, 10, 10, 1, 0, 1);
        assertEquals(40, period(run(costs, 1, 4, 5, 32)));
        assertEquals(40, period(run(costs, 2, 4, 5, 32)));
        assertEquals(60, period(run(costs, 3, 4, 5, 32)));
    }

    @Test
    void neverBeatsItsUnitsNorTheSumOfItsParts() {
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            int groups = 1 + random.nextInt(3);
            long unit = 1 + random.nextInt(300);
            TileCosts costs = new TileCosts(
                    1 + random.nextInt(300),
                    unit + random.nextInt(300),
                    unit,
                    1 + random.nextInt(300),
                    1 + random.nextInt(100),
                    0,
                    groups);
            int ctas = 1 + random.nextInt(2);
            long latency = random.nextInt(500);
            int tiles = 1 + random.nextInt(20);
            long cycles = run(costs, ctas, 1 + random.nextInt(5), latency, tiles)[tiles - 1];
            long tensor = (long) tiles * ctas * groups * (costs.firstMmaCycles() + costs.secondMmaCycles());
            long units = (long) tiles * ctas * groups * unit;
            long serial = (long) tiles
                    * ctas
                    * (groups * (costs.firstMmaCycles() + costs.softmaxLatencyCycles() + costs.secondMmaCycles())
                            + 2 * (costs.loadCycles() + latency));
            assertTrue(cycles >= Math.max(tensor, units), "seed " + seed);
            assertTrue(cycles <= serial, "seed " + seed + ": " + cycles + " > " + serial);
        }
    }
}
