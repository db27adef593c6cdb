package tessera.models.dram.stream;

/**
 * The random numbers of the address streams: x ← 6364136223846793005 x + 1442695040888963407 mod 2^64, next = x >> 33.
 *
 * <p><b>Source:</b> reference streams of the DRAM comparison (constants of Knuth's MMIX).
 */
final class Lcg {
    private long state;

    Lcg(long seed) {
        state = seed;
    }

    /** A number in [0, 2^31). */
    long next() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return state >>> 33;
    }
}
