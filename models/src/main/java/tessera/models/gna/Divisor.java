package tessera.models.gna;

/**
 * A divisor whose quotients are one multiplication and one shift: for 0 ≤ x &lt; 2^31 and 1 ≤ d &lt; 2^31, with
 * l = ceil(log2 d) and m = ceil(2^(31+l) / d), floor(x / d) = (x · m) &gt;&gt; (31 + l). Tile counting is little else than
 * division, and this makes it about twice as fast.
 *
 * <p><b>Source:</b> Granlund and Montgomery, Division by Invariant Integers using Multiplication, PLDI 1994, theorem 4.2.
 */
final class Divisor {
    private final int value;
    private final long multiplier;
    private final int shift;

    Divisor(int value) {
        this.value = value;
        this.shift = 31 + 32 - Integer.numberOfLeadingZeros(value - 1);
        this.multiplier = ((1L << shift) - 1) / value + 1;
    }

    int value() {
        return value;
    }

    /** floor(dividend / value) for dividend ≥ 0. */
    int floor(int dividend) {
        return (int) (dividend * multiplier >> shift);
    }

    /** ceil(dividend / value) for dividend ≥ 0. */
    int ceil(int dividend) {
        return (int) ((dividend - 1) * multiplier >> shift) + 1;
    }
}
