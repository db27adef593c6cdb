package tessera.models.golden;

/**
 * Queries, keys and values of one head as the integers that the accelerator computes with. Immutable by convention: the
 * arrays are shared for speed, nobody writes to them.
 *
 * @param queries {@code [query][headDim]}, row-major
 * @param keys {@code [key][headDim]}, row-major
 * @param values {@code [key][headDim]}, row-major
 * @param headDim elements of one vector, at least 1
 * @param scoreScale turns a dot product of integers into the argument of the exponential: s_q · s_k / √D
 * @param valueScale real size of one integer step of a value, s_v
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only tensors of megabytes; copying them per row would be the whole run time.
public record QuantisedHead(
        int[] queries, int[] keys, int[] values, int headDim, double scoreScale, double valueScale) {

    /** Quantises float tensors of the same row-major shapes, each with its own scale. */
    public static QuantisedHead of(
            float[] queries, float[] keys, float[] values, int headDim, RowPrecision precision) {
        LinearQuantiser query = LinearQuantiser.fit(queries, precision.queryBits());
        LinearQuantiser key = LinearQuantiser.fit(keys, precision.keyBits());
        LinearQuantiser value = LinearQuantiser.fit(values, precision.valueBits());
        return new QuantisedHead(
                query.quantise(queries),
                key.quantise(keys),
                value.quantise(values),
                headDim,
                query.scale() * key.scale() / Math.sqrt(headDim),
                value.scale());
    }

    /**
     * Dot products of one query with the listed keys, in list order.
     *
     * @param droppedBits low bits of each key element taken as 0; 0 uses the whole key
     */
    public long[] scores(int query, int[] keyList, int droppedBits) {
        int mask = -1 << droppedBits;
        long[] scores = new long[keyList.length];
        for (int i = 0; i < keyList.length; i++) {
            long sum = 0;
            for (int d = 0; d < headDim; d++) {
                sum += (long) queries[query * headDim + d] * (keys[keyList[i] * headDim + d] & mask);
            }
            scores[i] = sum;
        }
        return scores;
    }

    /** Σ probability · value over the kept positions of a key list, {@code [headDim]}, in steps of {@link #outputScale}. */
    public long[] output(int[] keyList, int[] probabilities, int[] keptPositions) {
        long[] output = new long[headDim];
        for (int position : keptPositions) {
            long probability = probabilities[position];
            int row = keyList[position] * headDim;
            for (int d = 0; d < headDim; d++) {
                output[d] += probability * values[row + d];
            }
        }
        return output;
    }

    /** Real size of one integer step of an output. */
    public double outputScale() {
        return valueScale / (1 << FixedSoftmax.FRACTION_BITS);
    }
}
