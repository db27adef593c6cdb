package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tessera.models.golden.FixedPointSoftmax.Scale;

class FixedPointSoftmaxTest {
    @Test
    void equalScoresShareAndOneScoreTakesAll() {
        Scale scale = Scale.of(0.1);
        assertArrayEquals(new int[] {2048, 2048}, FixedPointSoftmax.probabilities(new long[] {5, 5}, scale));
        assertArrayEquals(new int[] {4095}, FixedPointSoftmax.probabilities(new long[] {-3}, scale));
    }

    @Test
    void staysWithinOneStepOfTheExactProbabilities() {
        double worst = 0;
        for (int seed = 0; seed < 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = seed % 10 == 0 ? 1024 : 1 + random.nextInt(200);
            double wanted = Math.exp(-1 - 12 * random.nextDouble());
            Scale scale = Scale.of(wanted);
            assertEquals(wanted, scale.scoreScale(), wanted / 60_000, "seed " + seed);
            double spread = (1 + 20 * random.nextDouble()) / wanted;
            long[] scores = new long[n];
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                scores[i] = Math.round((random.nextDouble() - 0.5) * spread);
                largest = Math.max(largest, scores[i]);
            }
            double sum = 0;
            for (long score : scores) {
                sum += StrictMath.exp((score - largest) * scale.scoreScale());
            }
            int[] got = FixedPointSoftmax.probabilities(scores, scale);
            for (int i = 0; i < n; i++) {
                double exact = StrictMath.exp((scores[i] - largest) * scale.scoreScale()) / sum * 4096;
                worst = Math.max(worst, Math.abs(Math.min(exact, 4095) - got[i]));
            }
            assertTrue(worst <= 1, "seed " + seed + ": off by " + worst);
        }
        assertTrue(worst > 0.4, "the comparison looks at something: " + worst);
    }

    @Test
    void powersFallStepByStep() {
        assertEquals(1 << 24, FixedPointSoftmax.power(0));
        assertEquals(1 << 23, FixedPointSoftmax.power(1 << 16));
        assertEquals(0, FixedPointSoftmax.power(32L << 16));
        for (long t = 0; t < 25L << 16; t += 7) {
            double exact = StrictMath.pow(2, 24 - t / 65536.0);
            assertTrue(Math.abs(exact - FixedPointSoftmax.power(t)) <= 1.5e-5 * exact + 1, "t = " + t);
        }
    }
}
