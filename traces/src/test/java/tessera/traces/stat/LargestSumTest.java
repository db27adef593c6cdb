package tessera.traces.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LargestSumTest {
    @Test
    void tenthIsRoundedUp() {
        assertEquals(1, LargestSum.tenth(1));
        assertEquals(1, LargestSum.tenth(10));
        assertEquals(2, LargestSum.tenth(11));
    }

    @Test
    void agreesWithSorting() {
        for (long seed = 0; seed < 5000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int count = 1 + random.nextInt(60);
            int distinct = 1 + random.nextInt(20);
            float[] numbers = new float[count + 3];
            for (int i = 0; i < numbers.length; i++) {
                // Multiples of 1/8: every sum is exact, whatever the order.
                numbers[i] = random.nextInt(distinct) / 8f;
            }
            float[] sorted = Arrays.copyOf(numbers, count);
            Arrays.sort(sorted);
            int k = random.nextInt(count + 1);
            double expected = 0;
            for (int i = count - k; i < count; i++) {
                expected += sorted[i];
            }
            assertEquals(expected, LargestSum.of(numbers, count, k), 0.0, "seed " + seed);
        }
    }
}
