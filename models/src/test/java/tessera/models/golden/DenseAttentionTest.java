package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DenseAttentionTest {
    @Test
    void weighsTwoKeysByHand() {
        // One dimension, query ln 3, keys 1 and 0: e^(ln 3) = 3 against 1, so 3/4 and 1/4; values 8 and 4 give 7.
        float q = (float) StrictMath.log(3);
        double[] p = DenseAttention.probabilities(new float[] {9, q}, 1, new float[] {1, 0, 5}, 2, 1);
        assertArrayEquals(new double[] {0.75, 0.25}, p, 1e-7);
        assertEquals(7, DenseAttention.output(p, new float[] {8, 4, 100}, 1)[0], 1e-6);
    }
}
