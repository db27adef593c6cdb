package tessera.models.golden;

/** Slices as they lie in memory, turned into elements as the multipliers take them. */
public final class BitWidthConversion {
    private BitWidthConversion() {}

    /**
     * An element of {@code elementBits} bits: the upper slice left-aligned, the lower slice right below it, zeros below
     * that. Low bits of the lower slice for which there is no room are dropped.
     *
     * @param msb the upper slice, its bits as an unsigned number
     * @param msbBits width of the upper slice, at most elementBits
     * @param lsb the lower slice; 0 where none was fetched
     * @param lsbBits width of the lower slice
     */
    public static long element(long msb, int msbBits, long lsb, int lsbBits, int elementBits) {
        int room = elementBits - msbBits;
        long low = lsbBits <= room ? lsb << (room - lsbBits) : lsb >>> (lsbBits - room);
        return msb << room | low;
    }
}
