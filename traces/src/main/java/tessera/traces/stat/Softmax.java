package tessera.traces.stat;

/** The softmax of scores: p_k = exp(s_k − max s) / Σ_j exp(s_j − max s). */
public final class Softmax {
    private Softmax() {}

    /**
     * Replaces {@code count} finite scores from index {@code from} on by their probabilities. Exponentials and their sum
     * are binary64, so that the row sums to 1 within the rounding of its binary32 elements.
     */
    public static void inPlace(float[] scores, int from, int count) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, scores[i]);
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            double exponential = Math.exp(scores[i] - largest);
            sum += exponential;
            scores[i] = (float) exponential;
        }
        double scale = 1 / sum;
        for (int i = from; i < from + count; i++) {
            scores[i] = (float) (scores[i] * scale);
        }
    }
}
