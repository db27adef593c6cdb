package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RadixSelectTest {
    @Test
    void findsTheThresholdDigitByDigit() {
        // Of 0x1f, 0x23, 0x2a, 0x2a, 0x31 the 3 largest: digit 3 holds 1, digit 2 holds 3 >= 2 more; of these (3, a, a)
        // digit a holds 2: threshold 0x2a, 1 greater, 2 equal.
        long[] scores = {0x1f, 0x2a, 0x31, 0x23, 0x2a};
        assertEquals(new TopK.Answer(0x2a, 1, 2), RadixSelect.select(scores, 3, 8, 4));
    }

    @Test
    void givesTheAnswerOfSorting() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            int bits = 1 + random.nextInt(20);
            long[] scores = new long[1 + random.nextInt(60)];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = random.nextInt(1 << random.nextInt(bits + 1));
            }
            int k = random.nextInt(scores.length + 2);
            int digit = 1 + random.nextInt(8);
            assertEquals(TopK.answer(scores, k), RadixSelect.select(scores, k, bits, digit), "seed " + seed);
        }
    }
}
