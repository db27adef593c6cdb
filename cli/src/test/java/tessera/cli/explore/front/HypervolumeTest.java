package tessera.cli.explore.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.cli.explore.front.Hypervolume.Volume;

class HypervolumeTest {
    // Reference (4, 4): (1,3) covers 3 x 1, (2,1) covers 2 x 3, together they overlap in 2 x 1: 3 + 6 - 2 = 7.
    @Test
    void twoBoxes() {
        assertEquals(7, Hypervolume.of(new double[][] {{1, 3}, {2, 1}, {3, 3}, {5, 0}}, new double[] {4, 4}), 1e-12);
    }

    // Integer coordinates below 6: the volume is the number of unit cells that some point dominates.
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void countsUnitCells(int objectives) {
        for (int seed = 0; seed < 30; seed++) {
            double[][] points = random(seed, objectives, 14, 8);
            double[] reference = new double[objectives];
            Arrays.fill(reference, 6);
            long cells = 0;
            for (int cell = 0; cell < Math.pow(6, objectives); cell++) {
                double[] corner = new double[objectives];
                for (int i = 0, rest = cell; i < objectives; i++, rest /= 6) {
                    corner[i] = rest % 6;
                }
                boolean isCovered = Arrays.stream(points)
                        .anyMatch(point -> IntStream.range(0, objectives).allMatch(i -> point[i] <= corner[i]));
                cells += isCovered ? 1 : 0;
            }
            assertEquals(cells, Hypervolume.of(points, reference), 1e-9, "seed " + seed);
        }
    }

    // On the plane x + y + z = 1 the dominated part of the unit cube tends to 1 - 1/6 (the simplex below it is 1/6).
    @Test
    void manyPointsOnAPlane() {
        Random random = new Random(5);
        double[][] points = new double[20_000][];
        for (int i = 0; i < points.length; i++) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            double low = Math.min(a, b);
            points[i] = new double[] {low, Math.max(a, b) - low, 1 - Math.max(a, b)};
        }
        assertEquals(5.0 / 6, Hypervolume.of(points, new double[] {1, 1, 1}), 0.02);
    }

    // A front of 60 points in 7 objectives is estimated; the exact volume lies within four standard errors.
    @Test
    void theEstimateSaysHowGoodItIs() {
        double[][] points = random(3, 7, 60, 1000);
        double[] reference = new double[7];
        Arrays.fill(reference, 1000);
        Volume estimate = Hypervolume.measure(points, reference);
        assertFalse(estimate.isExact());
        double exact = Hypervolume.of(points, reference);
        assertTrue(
                Math.abs(estimate.value() - exact) < 4 * estimate.standardError(),
                estimate + " beside the exact " + exact);
        assertTrue(estimate.standardError() < 0.01 * exact, estimate.toString());
        assertTrue(Hypervolume.measure(points, new double[] {1000, 1000, 1000}).isExact());
    }

    private static double[][] random(int seed, int objectives, int count, int values) {
        Random random = new Random(seed);
        double[][] points = new double[count][objectives];
        for (double[] point : points) {
            for (int i = 0; i < objectives; i++) {
                point[i] = random.nextInt(values);
            }
        }
        return points;
    }
}
