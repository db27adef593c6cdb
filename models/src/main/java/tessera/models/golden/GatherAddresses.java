package tessera.models.golden;

/** Where the vectors of a gather lie in memory. */
public final class GatherAddresses {
    private GatherAddresses() {}

    /**
     * Byte address of one burst of a vector: base + index · vectorBytes + burst · burstBytes, modulo 2^addressBits.
     *
     * @param burst 0 to vectorBytes / burstBytes − 1
     */
    public static long address(long base, long index, int burst, int vectorBytes, int burstBytes, int addressBits) {
        long address = base + index * vectorBytes + (long) burst * burstBytes;
        return address & (-1L >>> (Long.SIZE - addressBits));
    }
}
