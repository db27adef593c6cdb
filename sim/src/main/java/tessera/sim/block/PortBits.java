package tessera.sim.block;

/** Bit fields in {@code int[]} frames; little-endian, fields may cross words. */
public final class PortBits {
    private PortBits() {}

    /** Bits {@code firstBit} to {@code firstBit + width − 1} counted from word {@code base}; width 1 to 64. */
    public static long get(int[] words, int base, int firstBit, int width) {
        int word = base + (firstBit >>> 5);
        int shift = firstBit & 31;
        long value = (words[word] & 0xffff_ffffL) >>> shift;
        for (int have = 32 - shift; have < width; have += 32) {
            word++;
            value |= (words[word] & 0xffff_ffffL) << have;
        }
        return value & mask(width);
    }

    /** As {@link #get}, of a two's complement number. */
    public static long getSigned(int[] words, int base, int firstBit, int width) {
        int spare = Long.SIZE - width;
        return get(words, base, firstBit, width) << spare >> spare;
    }

    /** Replaces the bits that {@link #get} would read; bits of {@code value} above the width are ignored. */
    public static void put(int[] words, int base, int firstBit, int width, long value) {
        int bit = firstBit;
        int left = width;
        long rest = value;
        while (left > 0) {
            int word = base + (bit >>> 5);
            int shift = bit & 31;
            int count = Math.min(32 - shift, left);
            int mask = (int) (mask(count) << shift);
            words[word] = (words[word] & ~mask) | ((int) (rest << shift) & mask);
            rest >>>= count;
            bit += count;
            left -= count;
        }
    }

    /** A read port of one bit that means something: a handshake, or a flag of a valid beat. */
    static void show(int[] read, int[] care, int word, boolean value) {
        read[word] = value ? 1 : 0;
        care[word] = 1;
    }

    /** {@code width} ones; width 0 to 64. */
    public static long mask(int width) {
        return width == 0 ? 0 : -1L >>> (Long.SIZE - width);
    }

    /** Sets the lowest {@code width} bits from word {@code base} on, any width. */
    public static void fillOnes(int[] words, int base, int width) {
        int whole = width >>> 5;
        for (int i = 0; i < whole; i++) {
            words[base + i] = -1;
        }
        if ((width & 31) != 0) {
            words[base + whole] |= (int) mask(width & 31);
        }
    }
}
