package tessera.models.spatten;

/**
 * One query of one head.
 *
 * @param load index of its load
 * @param keyCount keys it attends to: the first ones of its load's list
 * @param valueCount values it uses, 1 to {@code keyCount}
 * @param isRefetched whether its scores come out flat and the low key bits are fetched
 * @param selectionCycles of the top-k engine to find the threshold; 0 where all values are used
 * @param keys fetched for the first pass; none where an earlier row has brought the load in
 * @param lowBits fetched again; none without a refetch
 * @param values fetched
 */
public record Row(
        int load,
        int keyCount,
        int valueCount,
        boolean isRefetched,
        long selectionCycles,
        Fetch keys,
        Fetch lowBits,
        Fetch values) {
    public Row {
        if (keyCount < 1 || valueCount < 1 || valueCount > keyCount) {
            throw new IllegalArgumentException("row of " + keyCount + " keys and " + valueCount + " values");
        }
    }

    /** All bursts of this row. */
    public long bursts() {
        return keys.bursts() + lowBits.bursts() + values.bursts();
    }

    /** Passes through Q·K and softmax. */
    public int passCount() {
        return isRefetched ? 2 : 1;
    }
}
