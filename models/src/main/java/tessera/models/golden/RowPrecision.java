package tessera.models.golden;

/**
 * Bit widths of one attention row and when its low key bits are fetched.
 *
 * @param queryBits 2 to 16
 * @param keyMsbBits upper bit-slice of a key, fetched first; 2 to 16
 * @param keyLsbBits lower bit-slice, fetched on demand; 0 = keys have one slice; both slices at most 16 bits
 * @param valueBits 2 to 16
 * @param maxProbabilityThreshold the low bits are fetched when the row's largest probability is below this; 0 to 1; must
 *     be 0 where there is no lower slice
 */
public record RowPrecision(
        int queryBits, int keyMsbBits, int keyLsbBits, int valueBits, double maxProbabilityThreshold) {
    public RowPrecision {
        checkBits("query", queryBits);
        checkBits("key MSB", keyMsbBits);
        checkBits("value", valueBits);
        if (keyLsbBits < 0 || keyMsbBits + keyLsbBits > 16) {
            throw new IllegalArgumentException("keys of " + keyMsbBits + " + " + keyLsbBits
                    + " bits; the slices must be at most 16 bits together");
        }
        if (!(maxProbabilityThreshold >= 0 && maxProbabilityThreshold <= 1)
                || (keyLsbBits == 0 && maxProbabilityThreshold > 0)) {
            throw new IllegalArgumentException("threshold " + maxProbabilityThreshold + " with " + keyLsbBits
                    + " LSB bits; needs 0 to 1, and 0 without a lower slice");
        }
    }

    /** Keys in one slice, never fetched twice. */
    public static RowPrecision fixed(int queryBits, int keyBits, int valueBits) {
        return new RowPrecision(queryBits, keyBits, 0, valueBits, 0);
    }

    /** The same widths with both key slices fetched at once: what the prefill mode does. */
    public RowPrecision merged() {
        return fixed(queryBits, keyBits(), valueBits);
    }

    /** Bits of a whole key element. */
    public int keyBits() {
        return keyMsbBits + keyLsbBits;
    }

    private static void checkBits(String what, int bits) {
        if (bits < 2 || bits > 16) {
            throw new IllegalArgumentException(what + " width of " + bits + " bits; needs 2 to 16");
        }
    }
}
