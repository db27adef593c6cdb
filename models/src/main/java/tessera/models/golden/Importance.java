package tessera.models.golden;

/**
 * The two accumulated importances that cascade pruning ranks by.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, sections III-A and III-B, algorithm 2.
 */
public final class Importance {
    private Importance() {}

    /**
     * Token importance: s_t[j] += P[j] for every key j of one row; to be called for every head and query of a layer, and
     * carried over layers. Integers, so the order of rows cannot matter.
     *
     * @param importance {@code [token]}, in units of 2^−{@link FixedSoftmax#FRACTION_BITS}
     * @param keys token index of each probability
     */
    public static void addTokens(long[] importance, int[] keys, int[] probabilities) {
        for (int i = 0; i < keys.length; i++) {
            importance[keys[i]] += probabilities[i];
        }
    }

    /**
     * What one row adds to its head's importance s_h: Σ |attention_out element|, in real units.
     *
     * @param output {@code [headDim]}, integers
     * @param outputScale real size of one integer step
     */
    public static double headTerm(long[] output, double outputScale) {
        return headSum(output) * outputScale;
    }

    /** Σ |element|, in integer steps. */
    public static long headSum(long[] output) {
        long sum = 0;
        for (long element : output) {
            sum += Math.abs(element);
        }
        return sum;
    }
}
