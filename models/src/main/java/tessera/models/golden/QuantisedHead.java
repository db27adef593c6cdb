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
 * @param isNarrow whether every dot product is known to stay within 32 bits
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Read-only tensors of megabytes; copying them per row would be the whole run time.
public record QuantisedHead(
        int[] queries, int[] keys, int[] values, int headDim, double scoreScale, double valueScale, boolean isNarrow) {

    /** Quantises float tensors of the same row-major shapes, each with its own scale. */
    public static QuantisedHead of(float[] queries, float[] keys, float[] values, int headDim, RowPrecision precision) {
        LinearQuantiser query = LinearQuantiser.fit(queries, precision.queryBits());
        LinearQuantiser key = LinearQuantiser.fit(keys, precision.keyBits());
        LinearQuantiser value = LinearQuantiser.fit(values, precision.valueBits());
        return new QuantisedHead(
                query.quantise(queries),
                key.quantise(keys),
                value.quantise(values),
                headDim,
                query.scale() * key.scale() / Math.sqrt(headDim),
                value.scale(),
                // |q| < 2^(bits-1), |k| <= 2^(bits-1), headDim products.
                precision.queryBits() + precision.keyBits() - 2 + Integer.SIZE - Integer.numberOfLeadingZeros(headDim)
                        < Integer.SIZE);
    }

    /**
     * Dot products of one query with the listed keys, in list order.
     *
     * @param droppedBits low bits of each key element taken as 0; 0 uses the whole key
     */
    public long[] scores(int query, int[] keyList, int droppedBits) {
        int mask = -1 << droppedBits;
        int from = query * headDim;
        long[] scores = new long[keyList.length];
        for (int i = 0; i < keyList.length; i++) {
            scores[i] = isNarrow ? dot(from, keyList[i] * headDim, mask) : longDot(from, keyList[i] * headDim, mask);
        }
        return scores;
    }

    /** In 32 bits, which the compiler turns into vector instructions. */
    private int dot(int query, int key, int mask) {
        int sum = 0;
        for (int d = 0; d < headDim; d++) {
            sum += queries[query + d] * (keys[key + d] & mask);
        }
        return sum;
    }

    private long longDot(int query, int key, int mask) {
        long sum = 0;
        for (int d = 0; d < headDim; d++) {
            sum += (long) queries[query + d] * (keys[key + d] & mask);
        }
        return sum;
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
