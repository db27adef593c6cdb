package tessera.traces.check;

/** Division that rounds up; {@code Math.ceilDiv} came with Java 18. */
public final class CeilDiv {
    private CeilDiv() {}

    /** ceil(dividend / divisor) for dividend ≥ 0 and divisor ≥ 1; exact over the whole range of long. */
    public static long of(long dividend, long divisor) {
        return dividend / divisor + (dividend % divisor != 0 ? 1 : 0);
    }

    /** ceil(dividend / divisor) for dividend ≥ 0 and divisor ≥ 1. */
    public static int of(int dividend, int divisor) {
        return dividend / divisor + (dividend % divisor != 0 ? 1 : 0);
    }
}
