package tessera.traces.stat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class SoftmaxTest {
    @Test
    void worksInItsRangeOnly() {
        // exp(0) : exp(ln 3) = 1 : 3.
        float[] scores = {7, 0, (float) Math.log(3), 7};
        Softmax.inPlace(scores, 1, 2);
        assertArrayEquals(new float[] {7, .25f, .75f, 7}, scores, 1e-7f);
    }

    @Test
    void largeScoresDoNotOverflow() {
        float[] scores = {1e30f, 1e30f, -1e30f};
        Softmax.inPlace(scores, 0, 3);
        assertArrayEquals(new float[] {.5f, .5f, 0}, scores);
    }

    @Test
    void oneScoreIsCertain() {
        float[] scores = {-5};
        Softmax.inPlace(scores, 0, 1);
        assertArrayEquals(new float[] {1}, scores);
    }
}
