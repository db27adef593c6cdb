package tessera.cli.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tessera.cli.explore.front.Hypervolume;
import tessera.cli.explore.store.Level;

class LevelFrontTest {
    // Designs 3, 5, 7, 9 at (0, 4), (2, 2), (4, 3), (4, 4): 7 and 9 are dominated by 5. The box is 4 x 4 from (0, 2);
    // scaled
    // (0, 1) covers nothing, (0.5, 0) covers 0.5.
    @Test
    void aStaircase() {
        LevelFront front =
                new LevelFront(Level.CYCLE, new int[] {3, 5, 7, 9}, new double[][] {{0, 4}, {2, 2}, {4, 3}, {4, 4}});
        assertArrayEquals(new int[] {3, 5}, front.rows());
        assertEquals(4, front.feasibleCount());
        assertArrayEquals(new double[] {0, 2}, front.best());
        assertArrayEquals(new double[] {4, 4}, front.worst());
        assertEquals(0.5, front.volume().value());
        assertTrue(front.volume().isExact());
    }

    // An objective in which all are alike takes no part; where that is all of them, the front is the whole of nothing.
    @Test
    void flatObjectives() {
        LevelFront one = new LevelFront(Level.BOUND, new int[] {0, 1, 2}, new double[][] {{0, 7}, {1, 7}, {2, 7}});
        assertEquals(1, one.volume().value());
        LevelFront none = new LevelFront(Level.BOUND, new int[] {0}, new double[][] {{3, 7}});
        assertEquals(1, none.volume().value());
        assertTrue(new LevelFront(Level.RTL, new int[0], new double[0][]).isEmpty());
    }

    // Everybody on the front: random points of the unit simplex, which the box cuts down to what they span.
    @Test
    void moreThanThreeObjectives() {
        LevelFront four = simplex(700, 4, 31);
        assertEquals(700, four.rows().length);
        assertEquals(exact(four), four.volume().value(), 1e-12);
        assertTrue(four.volume().isExact(), "700 points in four objectives are computed");
        LevelFront seven = simplex(60, 7, 32);
        Hypervolume.Volume estimate = seven.volume();
        assertFalse(estimate.isExact(), "60 points in seven objectives are estimated");
        assertEquals(exact(seven), estimate.value(), 5 * estimate.standardError(), "seed 32");
    }

    private static LevelFront simplex(int count, int objectives, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] row = random.doubles(objectives, 0.01, 1).toArray();
            double sum = Arrays.stream(row).sum();
            rows[i] = Arrays.stream(row).map(value -> value / sum).toArray();
        }
        return new LevelFront(Level.BOUND, IntStream.range(0, count).toArray(), rows);
    }

    private static double exact(LevelFront front) {
        double[] best = front.best();
        double[] worst = front.worst();
        double box = 1;
        for (int i = 0; i < best.length; i++) {
            box *= worst[i] - best[i];
        }
        return Hypervolume.of(front.objectives(), worst) / box;
    }
}
