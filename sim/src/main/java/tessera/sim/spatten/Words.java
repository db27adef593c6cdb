package tessera.sim.spatten;

/** How the words of this machine's Fifos are made up. */
final class Words {
    /** Keys of a load; the id is the load. */
    static final int KEYS = 0;
    /** Low key bits of a row; the id is the row. */
    static final int LOW_BITS = 1;
    /** Values of all keys of a load; the id is the load. */
    static final int RESIDENT_VALUES = 2;
    /** Values that one row has selected; the id is the row. */
    static final int ROW_VALUES = 3;

    private Words() {}

    /** What to fetch, or what has come: a kind and whose. */
    static long segment(int kind, int id) {
        return (long) id << 2 | kind;
    }

    static int kind(long segment) {
        return (int) segment & 3;
    }

    static int id(long segment) {
        return (int) (segment >>> 2);
    }

    /** A row, and whether it is its second pass with whole keys. */
    static long pass(int row, boolean isSecond) {
        return (long) row << 1 | (isSecond ? 1 : 0);
    }

    static int row(long pass) {
        return (int) (pass >>> 1);
    }

    static boolean isSecond(long pass) {
        return (pass & 1) == 1;
    }
}
