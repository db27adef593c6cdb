package tessera.models.golden;

import tessera.models.golden.FixedPointSoftmax.Scale;

/**
 * One query of one head in the integers of the hardware pipeline: as {@link AttentionRow}, with the softmax in fixed point
 * and the number of kept values given.
 *
 * @param probabilities one a key, in units of 2^−12
 * @param isRefetched whether the keys' low bits were asked for
 * @param keptPositions positions in the key list whose values were used, ascending
 * @param output {@code [headDim]}
 */
@SuppressWarnings("ArrayRecordComponent") // Made once a test case, read only.
public record AttentionHeadRow(int[] probabilities, boolean isRefetched, int[] keptPositions, long[] output) {
    /**
     * Computes the row.
     *
     * @param query {@code [headDim]}
     * @param keys {@code [key][headDim]}, whole elements
     * @param values {@code [key][headDim]}
     * @param lsbBits low bits of a key element that the first pass takes as 0
     * @param threshold in units of 2^−12: below it, the low bits are asked for
     * @param keptCount values used, 1 to the number of keys
     */
    public static AttentionHeadRow attend(
            long[] query, long[][] keys, long[][] values, int lsbBits, Scale scale, int threshold, int keptCount) {
        int[] probabilities = FixedPointSoftmax.probabilities(scores(query, keys, lsbBits), scale);
        boolean isRefetched = ProgressiveQuantisation.asksForLowBits(
                LocalValuePruning.scores(probabilities), threshold, probabilities.length);
        if (isRefetched) {
            probabilities = FixedPointSoftmax.probabilities(scores(query, keys, 0), scale);
        }
        int[] kept = TopK.keptIndices(LocalValuePruning.scores(probabilities), keptCount);
        long[] weights = new long[kept.length];
        long[][] keptValues = new long[kept.length][];
        for (int i = 0; i < kept.length; i++) {
            weights[i] = probabilities[kept[i]];
            keptValues[i] = values[kept[i]];
        }
        return new AttentionHeadRow(probabilities, isRefetched, kept, MatrixUnits.weightedSum(weights, keptValues));
    }

    private static long[] scores(long[] query, long[][] keys, int droppedBits) {
        long[] scores = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            long[] key = keys[i].clone();
            for (int d = 0; d < key.length; d++) {
                key[d] = key[d] >> droppedBits << droppedBits;
            }
            scores[i] = MatrixUnits.dot(query, key);
        }
        return scores;
    }
}
