package tessera.models.golden;

/**
 * Attention of one query in double precision over the float tensors, nothing pruned or rounded: what quality is measured
 * against.
 */
public final class DenseAttention {
    private DenseAttention() {}

    /** softmax(q·k / √D) over keys 0 … keyCount−1, {@code [key]}. */
    public static double[] probabilities(float[] queries, int query, float[] keys, int keyCount, int headDim) {
        double[] p = new double[keyCount];
        double largest = Double.NEGATIVE_INFINITY;
        double scale = 1 / Math.sqrt(headDim);
        for (int j = 0; j < keyCount; j++) {
            double sum = 0;
            for (int d = 0; d < headDim; d++) {
                sum += (double) queries[query * headDim + d] * keys[j * headDim + d];
            }
            p[j] = sum * scale;
            largest = Math.max(largest, p[j]);
        }
        double sum = 0;
        for (int j = 0; j < keyCount; j++) {
            p[j] = StrictMath.exp(p[j] - largest);
            sum += p[j];
        }
        for (int j = 0; j < keyCount; j++) {
            p[j] /= sum;
        }
        return p;
    }

    /** Σ p[j] · v[j], {@code [headDim]}. */
    public static double[] output(double[] probabilities, float[] values, int headDim) {
        double[] output = new double[headDim];
        for (int j = 0; j < probabilities.length; j++) {
            for (int d = 0; d < headDim; d++) {
                output[d] += probabilities[j] * values[j * headDim + d];
            }
        }
        return output;
    }
}
