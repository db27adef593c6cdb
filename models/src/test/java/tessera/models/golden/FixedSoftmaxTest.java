package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedSoftmaxTest {
    @Test
    void halvesBetweenTwoEqualScores() {
        // Two equal scores: 1/2 each = 2048 / 4096. One score: probability 1 is clamped to 4095.
        assertArrayEquals(new int[] {2048, 2048}, FixedSoftmax.probabilities(new long[] {5, 5}, 0.1));
        assertArrayEquals(new int[] {4095}, FixedSoftmax.probabilities(new long[] {-3}, 0.1));
        // Scores 0 and -ln 3: 3/4 and 1/4 = 3072 and 1024.
        assertArrayEquals(new int[] {3072, 1024}, FixedSoftmax.probabilities(new long[] {0, -1}, StrictMath.log(3)));
    }

    @Test
    void exponentialStaysWithinItsStatedError() {
        for (double x = 0; x > -699; x -= 0.0137) {
            double exact = StrictMath.exp(x);
            assertEquals(exact, FixedSoftmax.exp(x), 3.5e-6 * exact, "x = " + x);
        }
        assertEquals(0, FixedSoftmax.exp(-701));
    }

    @Test
    void equalsADoubleSoftmaxWithinOneStep() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            int n = 1 + random.nextInt(60);
            double scale = 1e-4 * (1 + random.nextInt(100));
            long[] scores = random.longs(n, -50_000, 50_000).toArray();
            double sum = 0;
            for (long score : scores) {
                sum += StrictMath.exp(score * scale);
            }
            int[] got = FixedSoftmax.probabilities(scores, scale);
            for (int i = 0; i < n; i++) {
                double exact = StrictMath.exp(scores[i] * scale) / sum * 4096;
                assertTrue(Math.abs(Math.min(exact, 4095) - got[i]) < 0.52, "seed " + seed + " entry " + i);
            }
        }
    }
}
