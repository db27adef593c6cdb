package tessera.hdl.emit;

/** How many bits a number needs. */
public final class Widths {
    private Widths() {}

    /** Bits to hold 0 … max: ceil(log2(max + 1)), and 1 for max = 0. */
    public static int toHold(long max) {
        return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(max));
    }

    /** Bits to tell {@code count} things apart: ceil(log2(count)), and 1 for count = 1. */
    public static int toIndex(long count) {
        return toHold(count - 1);
    }

    /** log2 of a power of two. */
    public static int log2(int powerOfTwo) {
        if (Integer.bitCount(powerOfTwo) != 1) {
            throw new IllegalArgumentException(powerOfTwo + " is no power of two");
        }
        return Integer.numberOfTrailingZeros(powerOfTwo);
    }
}
