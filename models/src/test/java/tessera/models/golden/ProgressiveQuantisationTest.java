package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ProgressiveQuantisationTest {
    @Test
    void splitsAndJoinsEveryTwelveBitValue() {
        // -5 = 0b…1111_1011: upper slice -1 (…1111), lower slice 11 (1011); the first pass sees -16.
        assertEquals(-1, ProgressiveQuantisation.msb(-5, 4));
        assertEquals(11, ProgressiveQuantisation.lsb(-5, 4));
        assertEquals(-16, ProgressiveQuantisation.join(-1, 0, 4));
        for (int lsbBits = 0; lsbBits <= 8; lsbBits++) {
            for (int value = -2048; value < 2048; value++) {
                int msb = ProgressiveQuantisation.msb(value, lsbBits);
                int lsb = ProgressiveQuantisation.lsb(value, lsbBits);
                assertTrue(lsb >= 0 && lsb < 1 << lsbBits);
                assertEquals(value, ProgressiveQuantisation.join(msb, lsb, lsbBits));
                assertEquals(Math.floorDiv(value, 1 << lsbBits), msb);
            }
        }
    }

    @Test
    void asksBelowTheThresholdAndNotAtIt() {
        // 0.25 of 4096 is 1024: a maximum of 1023 asks, 1024 does not.
        assertTrue(ProgressiveQuantisation.needsLowBits(new int[] {1, 1023, 7}, 0.25));
        assertFalse(ProgressiveQuantisation.needsLowBits(new int[] {1, 1024, 7}, 0.25));
        assertFalse(ProgressiveQuantisation.needsLowBits(new int[] {0, 0}, 0));
    }

    @Test
    void quantisesToTheNearestStep() {
        // Largest magnitude 2.0 in 4 bits: 7 steps of 2/7. -1.0 is -3.5 steps, to even: -4. 0.4 is 1.4 steps: 1.
        LinearQuantiser quantiser = LinearQuantiser.fit(new float[] {2, -1, 0.4f}, 4);
        assertEquals(2.0 / 7, quantiser.scale(), 1e-12);
        assertEquals(7, quantiser.quantise(2));
        assertEquals(-4, quantiser.quantise(-1));
        assertEquals(1, quantiser.quantise(0.4f));
        assertEquals(-7, quantiser.quantise(-100));
        assertEquals(1, LinearQuantiser.fit(new float[3], 8).scale());
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            float[] tensor = new float[1 + random.nextInt(30)];
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] = (float) random.nextGaussian();
            }
            LinearQuantiser fitted = LinearQuantiser.fit(tensor, 2 + random.nextInt(11));
            for (float x : tensor) {
                double error = Math.abs(fitted.quantise(x) * fitted.scale() - x);
                assertTrue(error <= fitted.scale() * 0.5000001, "seed " + seed);
            }
        }
    }

    @Test
    void refusesImpossibleWidths() {
        assertThrows(IllegalArgumentException.class, () -> new RowPrecision(12, 12, 8, 8, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new RowPrecision(12, 8, 0, 8, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new RowPrecision(1, 8, 4, 8, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new RowPrecision(12, 8, 4, 8, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new LinearQuantiser(17, 1));
    }
}
