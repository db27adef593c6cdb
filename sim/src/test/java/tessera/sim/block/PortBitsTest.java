package tessera.sim.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PortBitsTest {
    @Test
    void fieldsCrossWords() {
        // 0xABC at bits 28..39: C in the top nibble of word 0, AB in the low byte of word 1.
        int[] words = new int[2];
        PortBits.put(words, 0, 28, 12, 0xABC);
        assertArrayEquals(new int[] {0xC000_0000, 0xAB}, words);
        assertEquals(0xABC, PortBits.get(words, 0, 28, 12));
    }

    @Test
    void fillsOnesOfAnyWidth() {
        int[] words = new int[4];
        PortBits.fillOnes(words, 1, 35);
        assertArrayEquals(new int[] {0, -1, 0b111, 0}, words);
    }

    @Test
    void agreesWithBigIntegersOnRandomFields() {
        SplittableRandom random = new SplittableRandom(1);
        int[] words = new int[8];
        BigInteger model = BigInteger.ZERO;
        for (int i = 0; i < 2_000; i++) {
            int width = 1 + random.nextInt(64);
            int first = random.nextInt(7 * 32 - width);
            long value = random.nextLong();
            BigInteger field = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
            BigInteger bits = BigInteger.valueOf(value).and(field);
            model = model.andNot(field.shiftLeft(first)).or(bits.shiftLeft(first));
            PortBits.put(words, 1, first, width, value);
            assertEquals(bits.longValue(), PortBits.get(words, 1, first, width), "seed 1, step " + i);
        }
        for (int word = 0; word < 7; word++) {
            assertEquals(model.shiftRight(32 * word).intValue(), words[1 + word], "word " + word);
        }
        assertEquals(0, words[0]);
    }
}
