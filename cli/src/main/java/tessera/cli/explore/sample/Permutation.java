package tessera.cli.explore.sample;

/**
 * A shuffled order of 0 … size − 1 that needs no memory: a Feistel network of four rounds over the next power of four,
 * walked until it lands inside.
 *
 * <p><b>Source:</b> Black and Rogaway: Ciphers with arbitrary finite domains, CT-RSA 2002 (cycle walking).
 */
final class Permutation {
    private static final int ROUNDS = 4;

    private final long size;
    private final int halfBits;
    private final long mask;
    private final long key;

    Permutation(long size, long key) {
        this.size = size;
        int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1)));
        this.halfBits = (bits + 1) / 2;
        this.mask = (1L << halfBits) - 1;
        this.key = key;
    }

    /** Where {@code index}, 0 ≤ index < size, comes. */
    long at(long index) {
        long place = index;
        do {
            place = shuffled(place);
        } while (Long.compareUnsigned(place, size) >= 0);
        return place;
    }

    private long shuffled(long value) {
        long left = value >>> halfBits & mask;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (mix(right + key + 0x9E3779B97F4A7C15L * (round + 1)) & mask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }

    /** Finaliser of MurmurHash3: every input bit changes half of the output bits. */
    static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
