package tessera.models.golden;

/**
 * One query of one head through the whole accelerator: scores, probabilities, the low-bit decision, local value pruning,
 * output. The answer that a cycle model of the pipeline must give.
 *
 * @param keys the key list it attended to, ascending token indices
 * @param probabilities one a key of the list, in units of 2^−{@link FixedSoftmax#FRACTION_BITS}
 * @param isRefetched whether the keys' low bits were asked for and the scores computed again
 * @param keptPositions positions in the list whose values were used, ascending
 * @param output {@code [headDim]}, in steps of {@link QuantisedHead#outputScale}
 */
@SuppressWarnings("ArrayRecordComponent") // One a query; made and read once by the golden replay and by tests.
public record AttentionRow(int[] keys, int[] probabilities, boolean isRefetched, int[] keptPositions, long[] output) {

    /**
     * Computes the row.
     *
     * @param keys at least 1, ascending
     * @param valueKeepRatio share of the list whose values are used, above 0; 1 keeps all
     */
    public static AttentionRow attend(
            QuantisedHead head, int query, int[] keys, RowPrecision precision, double valueKeepRatio) {
        int[] probabilities =
                FixedSoftmax.probabilities(head.scores(query, keys, precision.keyLsbBits()), head.scoreScale());
        boolean isRefetched = ProgressiveQuantisation.needsLowBits(probabilities, precision.maxProbabilityThreshold());
        if (isRefetched) {
            probabilities = FixedSoftmax.probabilities(head.scores(query, keys, 0), head.scoreScale());
        }
        int[] kept = LocalValuePruning.keptPositions(probabilities, valueKeepRatio);
        return new AttentionRow(keys, probabilities, isRefetched, kept, head.output(keys, probabilities, kept));
    }
}
