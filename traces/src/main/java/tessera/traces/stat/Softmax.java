package tessera.traces.stat;

/** The softmax of scores: p_k = exp(s_k − max s) / Σ_j exp(s_j − max s). */
public final class Softmax {
    private Softmax() {}

    /**
     * Replaces {@code count} finite scores from index {@code from} on by their probabilities. Exponentials and their sum
     * are binary64, so that the row sums to 1 within the rounding of its binary32 elements.
     */
    public static void inPlace(float[] scores, int from, int count) {
        withEntropy(scores, from, count);
    }

    /**
     * The same, and returns −Σ p ln p in nats, from the scores: with x = s − max and S = Σ exp x it is
     * ln S − Σ x exp x / S, which needs no logarithm an element.
     */
    static double withEntropy(float[] scores, int from, int count) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, scores[i]);
        }
        double sum = 0;
        double weighted = 0;
        for (int i = from; i < from + count; i++) {
            double x = scores[i] - largest;
            double exponential = Math.exp(x);
            sum += exponential;
            // A score so far below that its exponential is 0 adds nothing, even if it is minus infinity.
            weighted += exponential == 0 ? 0 : x * exponential;
            scores[i] = (float) exponential;
        }
        double scale = 1 / sum;
        for (int i = from; i < from + count; i++) {
            scores[i] = (float) (scores[i] * scale);
        }
        return Math.max(0, Math.log(sum) - weighted * scale);
    }
}
