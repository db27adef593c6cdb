package tessera.models.spatten;

/**
 * Which memory bursts hold listed vectors that lie bit-packed one behind the other. A burst that two neighbours in the list
 * share is counted once.
 */
public final class VectorBursts {
    private VectorBursts() {}

    /** First burst of a vector, counted from the array's aligned start. */
    public static long first(long vectorIndex, long vectorBits, int burstBytes) {
        return vectorIndex * vectorBits / ((long) burstBytes * Byte.SIZE);
    }

    /** Last burst of a vector. */
    public static long last(long vectorIndex, long vectorBits, int burstBytes) {
        return ((vectorIndex + 1) * vectorBits - 1) / ((long) burstBytes * Byte.SIZE);
    }

    /**
     * Bursts read for the first {@code count} vectors of an ascending index list. O(count).
     *
     * @param vectorBits bits of one vector, at least 1
     */
    public static long count(int[] indices, int count, long vectorBits, int burstBytes) {
        long bursts = 0;
        long previous = -1;
        for (int i = 0; i < count; i++) {
            long last = last(indices[i], vectorBits, burstBytes);
            bursts += last - Math.max(previous + 1, first(indices[i], vectorBits, burstBytes)) + 1;
            previous = last;
        }
        return bursts;
    }
}
