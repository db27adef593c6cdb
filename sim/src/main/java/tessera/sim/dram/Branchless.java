package tessera.sim.dram;

/**
 * Arithmetic without branches, for decisions that depend on random addresses: a mispredicted branch costs more than ten
 * of these. All arguments are clocks, so differences do not overflow.
 */
final class Branchless {
    private Branchless() {}

    static long max(long a, long b) {
        long difference = a - b;
        return a - (difference & difference >> 63);
    }

    static long min(long a, long b) {
        long difference = a - b;
        return b + (difference & difference >> 63);
    }

    /** All ones if a ≤ b, else 0. */
    static long ifAtMost(long a, long b) {
        return ~(b - a >> 63);
    }
}
