package tessera.models.spatten;

/**
 * Keys, and in prefill values, that are fetched once and used by one or more rows.
 *
 * @param indices ascending token indices; only the first {@code keyCount} count; shared between loads, never written
 * @param keyCount keys fetched, at least 1
 * @param keyBits bits of a key element in the first pass
 * @param lsbBits bits of a key element that a refetch adds; 0 where no row can ask
 * @param valueBits bits of a value element
 * @param isResident whether the values of all keys are fetched with them and stay for all rows (prefill); otherwise every
 *     row fetches its own
 * @param keyBase byte address of vector 0 of the keys, a multiple of the burst
 * @param lsbBase of the keys' low bits
 * @param valueBase of the values
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Index lists of thousands of rows are shared; copying them would be gigabytes.
public record Load(
        int[] indices,
        int keyCount,
        int keyBits,
        int lsbBits,
        int valueBits,
        boolean isResident,
        long keyBase,
        long lsbBase,
        long valueBase) {
    public Load {
        if (keyCount < 1 || keyCount > indices.length) {
            throw new IllegalArgumentException("load of " + keyCount + " keys from " + indices.length + " indices");
        }
    }

    /** Token index of the i-th value that a row uses, where no data say which: every (keyCount / valueCount)-th key's. */
    public int valueIndex(int i, int keyCount, int valueCount) {
        return evenIndex(indices, i, keyCount, valueCount);
    }

    /** Of the first {@code keyCount} indices, the i-th of {@code valueCount} that are spread evenly. */
    static int evenIndex(int[] indices, int i, int keyCount, int valueCount) {
        return indices[valueCount == keyCount ? i : (int) ((long) i * keyCount / valueCount)];
    }
}
