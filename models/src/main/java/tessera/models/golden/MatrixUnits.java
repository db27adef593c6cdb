package tessera.models.golden;

/** What the two multiplier arrays compute, in integers. */
public final class MatrixUnits {
    private MatrixUnits() {}

    /** Σ query[d] · key[d]. */
    public static long dot(long[] query, long[] key) {
        long sum = 0;
        for (int d = 0; d < query.length; d++) {
            sum += query[d] * key[d];
        }
        return sum;
    }

    /**
     * Σ over vectors of probability · value, {@code [headDim]}.
     *
     * @param values {@code [vector][headDim]}
     */
    public static long[] weightedSum(long[] probabilities, long[][] values) {
        long[] sums = new long[values[0].length];
        for (int i = 0; i < probabilities.length; i++) {
            for (int d = 0; d < sums.length; d++) {
                sums[d] += probabilities[i] * values[i][d];
            }
        }
        return sums;
    }
}
