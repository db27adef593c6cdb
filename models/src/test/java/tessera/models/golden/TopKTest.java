package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {
    @Test
    void keepsLowestIndexOnTies() {
        // Scores 7 3 7 9 3 7, k = 3: 9 is above 7, so two of the three sevens stay: indices 0 and 2.
        long[] scores = {7, 3, 7, 9, 3, 7};
        assertEquals(new TopK.Answer(7, 1, 2), TopK.answer(scores, 3));
        assertArrayEquals(new int[] {0, 2, 3}, TopK.keptIndices(scores, 3));
    }

    @Test
    void keepsNothingForZeroAndAllForKBeyondN() {
        long[] scores = {5, -2, 5};
        assertArrayEquals(new int[0], TopK.keptIndices(scores, 0));
        assertEquals(new TopK.Answer(0, 0, 0), TopK.answer(scores, 0));
        assertArrayEquals(new int[] {0, 1, 2}, TopK.keptIndices(scores, 3));
        // k >= n: the threshold is the minimum, -2; two scores lie above it, one equals it.
        assertEquals(new TopK.Answer(-2, 2, 1), TopK.answer(scores, 9));
        assertThrows(IllegalArgumentException.class, () -> TopK.answer(new long[0], 1));
        assertThrows(IllegalArgumentException.class, () -> TopK.answer(scores, -1));
    }

    @Test
    void ordersFloatsAsNumbers() {
        double[] numbers = {0.0, -0.0, -1.5, Double.NEGATIVE_INFINITY, 3e300, Double.MIN_VALUE};
        assertArrayEquals(new int[] {0, 1, 4, 5}, TopK.keptIndices(numbers, 4));
        long[] keys = TopK.ordered(numbers);
        assertEquals(keys[0], keys[1]);
        assertThrows(IllegalArgumentException.class, () -> TopK.ordered(new double[] {Double.NaN}));
    }

    @Test
    void sortingFormAndQuickSelectEqualAStableSortOfIndices() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            int n = 1 + random.nextInt(80);
            int spread = 1 + random.nextInt(seed % 2 == 0 ? 5 : 1000);
            long[] scores = random.longs(n, -spread, spread).toArray();
            int k = random.nextInt(n + 3);
            int[] naive = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> -scores[i]))
                    .limit(k)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            assertArrayEquals(naive, TopK.keptIndices(scores, k), "seed " + seed);
            QuickSelect.Outcome quick = QuickSelect.select(scores, k, new SplittableRandom(seed));
            assertEquals(TopK.answer(scores, k), quick.answer(), "seed " + seed);
            int[] rounds = quick.roundSizes();
            assertEquals(k > 0 && k < n ? n : 0, rounds.length == 0 ? 0 : rounds[0], "seed " + seed);
            for (int r = 1; r < rounds.length; r++) {
                assertTrue(rounds[r] < rounds[r - 1], "seed " + seed);
            }
            double[] floats = Arrays.stream(scores).asDoubleStream().toArray();
            assertArrayEquals(naive, TopK.keptIndices(floats, k), "seed " + seed);
        }
    }

    @Test
    void quickSelectCountsRoundsOfAllEqualScores() {
        // All equal: the first pivot is the answer, one round over 20 scores: ceil(20/16) + 3 = 5 cycles.
        QuickSelect.Outcome outcome = QuickSelect.select(new long[20], 7, new SplittableRandom(1));
        assertArrayEquals(new int[] {20}, outcome.roundSizes());
        assertEquals(5, outcome.cycles(16, 3));
        assertEquals(
                0, QuickSelect.select(new long[20], 20, new SplittableRandom(1)).cycles(16, 3));
    }

    @Test
    void quickSelectTimeMeetsTheReleasedLatencyModel() {
        // Means of the released model at 16 lanes (reference figures of the authors' Scala model, sd about 28 %):
        // 64/32: 36, 614/184: 159, 1024/512: 268. The mean of 2,000 draws has a standard error of 0.6 %: 3 % is 5
        // sigma.
        assertEquals(36, meanCycles(64, 32), 36 * 0.03);
        assertEquals(159, meanCycles(614, 184), 159 * 0.03);
        assertEquals(268, meanCycles(1024, 512), 268 * 0.03);
    }

    private static double meanCycles(int n, int k) {
        SplittableRandom random = new SplittableRandom(7);
        long sum = 0;
        for (int i = 0; i < 2000; i++) {
            sum += QuickSelect.select(random.longs(n).toArray(), k, random).cycles(16, 3);
        }
        return sum / 2000.0;
    }
}
