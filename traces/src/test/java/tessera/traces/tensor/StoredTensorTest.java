package tessera.traces.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class StoredTensorTest {
    @Test
    void int8HasAScalePerHead() {
        // Head 0: largest 2.54, scale 2.54 / 127 = 0.02: -1.2 = -60 steps, 0.04 = 2 steps.
        // Head 1: largest 127, scale 1: whole numbers stay.
        StoredTensor tensor =
                StoredTensor.of(new float[] {2.54f, -1.2f, 0.04f, 0, 127, -127, 3, -4}, 2, StoredPrecision.INT8);
        assertArrayEquals(new float[] {0.02f, 1}, tensor.scales(), 1e-8f);
        assertArrayEquals(new float[] {2.54f, -1.2f, 0.04f, 0}, tensor.head(0), 1e-6f);
        assertArrayEquals(new float[] {127, -127, 3, -4}, tensor.head(1));
    }

    @Test
    void int8ErrorIsAtMostHalfAStep() {
        for (long seed = 0; seed < 1000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] values = new float[64];
            float largest = 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-3, 4)));
                largest = Math.max(largest, Math.abs(values[i]));
            }
            float[] stored = StoredTensor.of(values, 1, StoredPrecision.INT8).head(0);
            for (int i = 0; i < values.length; i++) {
                assertTrue(
                        Math.abs(stored[i] - values[i]) <= largest / 254 * 1.0001, "seed " + seed + ", element " + i);
            }
        }
    }

    @Test
    void zerosAndTheSmallestNumbersSurviveInt8() {
        assertArrayEquals(
                new float[] {0, 0},
                StoredTensor.of(new float[2], 1, StoredPrecision.INT8).head(0));
        float[] tiny = StoredTensor.of(new float[] {Float.MIN_VALUE, 0}, 1, StoredPrecision.INT8)
                .head(0);
        assertArrayEquals(new float[] {0, 0}, tiny, Float.MIN_VALUE);
    }

    @Test
    void floatsKeepTheirBitsAndHalvesRound() {
        float[] values = {1, -0f, Float.MIN_VALUE, 3.1415927f};
        assertArrayEquals(
                values, StoredTensor.of(values, 1, StoredPrecision.FP32).head(0));
        assertArrayEquals(
                new float[] {1, -0f, 0, 3.140625f},
                StoredTensor.of(values, 1, StoredPrecision.FP16).head(0));
    }

    @Test
    void headsAreFreshCopies() {
        StoredTensor tensor = StoredTensor.of(new float[] {1, 2}, 2, StoredPrecision.FP32);
        tensor.head(1)[0] = 9;
        assertEquals(2, tensor.head(1)[0]);
        assertTrue(tensor.elements().isReadOnly());
    }

    @Test
    void anUnknownPrecisionIsNamedWithTheNearest() {
        InputException e = assertThrows(InputException.class, () -> StoredPrecision.named("fp33"));
        assertEquals(
                "unknown precision 'fp33': expected one of int8, fp16, fp32; did you mean 'fp32'?", e.getMessage());
    }
}
