package tessera.models.block;

/**
 * The pseudo-random numbers by which the quick-select engine picks pivots: a 16-bit Fibonacci shift register, polynomial
 * x^16 + x^14 + x^13 + x^11 + 1 (period 65,535), eight steps at once so that neighbouring numbers share no bits in their
 * lower halves.
 */
public final class PivotRandom {
    public static final int BITS = 16;
    public static final int STEPS = 8;

    /** State after reset. */
    public static final int SEED = 0xACE1;

    /** Bits of the state whose parity is shifted in. */
    public static final int[] TAPS = {0, 2, 3, 5};

    private PivotRandom() {}

    /** The state after {@code state}. */
    public static int next(int state) {
        int shifted = state;
        for (int step = 0; step < STEPS; step++) {
            int parity = 0;
            for (int tap : TAPS) {
                parity ^= shifted >>> tap & 1;
            }
            shifted = shifted >>> 1 | parity << (BITS - 1);
        }
        return shifted;
    }

    /**
     * Whether the first score of row {@code row}, counted from 0, replaces the pivot chosen so far: always for row 0,
     * then with a probability of 1 / (the power of two above the row), about the same for all rows in the end.
     */
    public static boolean takes(int state, int row) {
        int mask = row == 0 ? 0 : 2 * Integer.highestOneBit(row) - 1;
        return (state & mask) == 0;
    }
}
