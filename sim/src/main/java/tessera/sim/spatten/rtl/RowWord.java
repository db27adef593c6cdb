package tessera.sim.spatten.rtl;

/**
 * What travels through the core: a row, and bits whose meaning depends on the place. Data values are left out: nothing in
 * the RTL's timing depends on them but the refetch decision, which the workload forces.
 */
final class RowWord {
    /** The last line of its row. */
    static final int LAST = 1;
    /** Of the row's second pass, with the low bits of its keys. */
    static final int REFETCH = 2;
    /** Behind the decision: the row will come again. Behind the value allocator: the first line of its row. */
    static final int MARK = 4;

    private static final int FLAG_BITS = 3;

    private RowWord() {}

    static int of(int row) {
        return row << FLAG_BITS;
    }

    static int row(int word) {
        return word >>> FLAG_BITS;
    }

    static boolean isLast(int word) {
        return (word & LAST) != 0;
    }

    static boolean isRefetch(int word) {
        return (word & REFETCH) != 0;
    }

    static boolean isMarked(int word) {
        return (word & MARK) != 0;
    }

    static int last(boolean isLast) {
        return isLast ? LAST : 0;
    }

    static int mark(boolean isMarked) {
        return isMarked ? MARK : 0;
    }
}
