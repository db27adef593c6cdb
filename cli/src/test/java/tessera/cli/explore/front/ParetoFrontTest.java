package tessera.cli.explore.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParetoFrontTest {
    @Test
    void twoObjectives() {
        double[][] points = {{1, 5}, {2, 3}, {2, 4}, {4, 1}, {5, 1}, {3, 3}};
        assertArrayEquals(new int[] {0, 1, 3}, ParetoFront.of(points));
    }

    @Test
    void equalPointsDoNotBeatEachOther() {
        assertArrayEquals(new int[] {0, 1}, ParetoFront.of(new double[][] {{1, 2}, {1, 2}, {2, 2}}));
        assertArrayEquals(new int[] {0, 1}, ParetoFront.of(new double[][] {{1, 2, 3}, {1, 2, 3}, {2, 2, 3}}));
    }

    @Test
    void aPointWithoutAValueTakesNoPart() {
        assertArrayEquals(new int[] {1}, ParetoFront.of(new double[][] {{Double.NaN, 0}, {3, 3}}));
        assertArrayEquals(new int[0], ParetoFront.of(new double[0][]));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 20, 5",
        "2, 300, 10",
        "3, 300, 8",
        "3, 900, 1000000",
        "4, 200, 1000",
        "4, 1500, 6",
        "5, 200, 4",
        "5, 900, 1000000",
        "7, 700, 3"
    })
    void equalsTheDefinition(int objectives, int count, int values) {
        for (int seed = 0; seed < 20; seed++) {
            double[][] points = random(seed, objectives, count, values);
            int[] expected = IntStream.range(0, count)
                    .filter(i -> IntStream.range(0, count).noneMatch(j -> ParetoFront.dominates(points[j], points[i])))
                    .toArray();
            assertArrayEquals(expected, ParetoFront.of(points), "seed " + seed);
        }
    }

    // Whole coordinates whose sum is s or s + 1: those of s are all on the front, those of s + 1 only where none of
    // their
    // neighbours is there. Many ties in every objective, and too many on the front to compare small lists outright.
    @ParameterizedTest
    @CsvSource({"3, 40", "4, 12", "5, 8", "6, 6"})
    void equalsTheDefinitionWhereTiesAbound(int objectives, int values) {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            int sum = objectives * values / 2;
            double[][] points = random.doubles()
                    .mapToObj(unused ->
                            random.ints(objectives, 0, values).asDoubleStream().toArray())
                    .filter(point -> {
                        double own = java.util.Arrays.stream(point).sum();
                        return own == sum || own == sum + 1;
                    })
                    .limit(1500)
                    .toArray(double[][]::new);
            int[] expected = IntStream.range(0, points.length)
                    .filter(i ->
                            java.util.Arrays.stream(points).noneMatch(point -> ParetoFront.dominates(point, points[i])))
                    .toArray();
            assertArrayEquals(expected, ParetoFront.of(points), "seed " + seed);
        }
    }

    // On a plane x + y + z (+ w) = const nobody beats anybody: the hardest case for a method that keeps an archive.
    @ParameterizedTest
    @CsvSource({"3", "4"})
    void everybodyOnTheFront(int objectives) {
        Random random = new Random(objectives);
        double[][] points = new double[30_000][objectives];
        for (double[] point : points) {
            double sum = 0;
            for (int i = 0; i + 1 < objectives; i++) {
                point[i] = random.nextInt(1 << 20);
                sum += point[i];
            }
            point[objectives - 1] = -sum;
        }
        assertArrayEquals(IntStream.range(0, points.length).toArray(), ParetoFront.of(points));
    }

    @Test
    void zeroHasNoSign() {
        assertArrayEquals(new int[] {0, 1}, ParetoFront.of(new double[][] {{-0.0, 1, 0.0}, {0.0, 1, -0.0}}));
    }

    @Test
    void rankCorrelationSeesOrderOnly() {
        assertEquals(1, RankCorrelation.of(new double[] {1, 2, 3, 9}, new double[] {1, 4, 9, 10}), 1e-12);
        assertEquals(-1, RankCorrelation.of(new double[] {1, 2, 3, 9}, new double[] {8, 4, 2, 1}), 1e-12);
        assertEquals(Double.NaN, RankCorrelation.of(new double[] {1, 2}, new double[] {1, 2}));
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
