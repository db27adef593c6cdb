package tessera.models.plan;

import java.util.Arrays;
import java.util.BitSet;

/** Runs of marked blocks, row by row: small where a row has few runs, however long they are. */
final class RunRows implements BlockRows {
    /** A prime: rows that are this far apart do not fall on the same columns of a grid again and again. */
    private static final int ROWS_APART = 61;

    /** Row → index of its first run in {@link #runs}; one more behind the last row. */
    private final int[] first;

    private final int[] counts;
    private final int columns;
    /** First column, and the one behind the last, in one number: ascending within a row, apart from one another. */
    private long[] runs = new long[1024];

    private int used;
    private int row;
    private boolean isAscending = true;

    RunRows(int rows, int columns) {
        this.columns = columns;
        this.first = new int[rows + 1];
        this.counts = new int[rows];
    }

    /** Marks columns from … to − 1 of the row under way. */
    void add(int from, int to) {
        if (from >= to) {
            return;
        }
        if (used > first[row]) {
            long last = runs[used - 1];
            int lastFrom = (int) (last >> 32);
            if (from >= lastFrom && from <= (int) last) {
                runs[used - 1] = (long) lastFrom << 32 | Math.max(to, (int) last);
                return;
            }
            isAscending &= from > lastFrom;
        }
        if (used == runs.length) {
            runs = Arrays.copyOf(runs, 2 * used);
        }
        runs[used++] = (long) from << 32 | to;
    }

    /** Ends the row under way. */
    void endRow() {
        int start = first[row];
        if (!isAscending) {
            Arrays.sort(runs, start, used);
            int last = start;
            for (int i = start + 1; i < used; i++) {
                if ((int) (runs[i] >> 32) <= (int) runs[last]) {
                    runs[last] = runs[last] & 0xFFFFFFFF00000000L | Math.max((int) runs[last], (int) runs[i]);
                } else {
                    runs[++last] = runs[i];
                }
            }
            used = last + 1;
        }
        for (int i = start; i < used; i++) {
            counts[row] += (int) runs[i] - (int) (runs[i] >> 32);
        }
        first[++row] = used;
        isAscending = true;
    }

    /** Whether every marked block of a row is marked in another grid too. */
    boolean isWithin(RunRows other, int of) {
        boolean isWithin = true;
        for (int i = first[of]; i < first[of + 1] && isWithin; i++) {
            int found = other.runOf(of, (int) (runs[i] >> 32));
            isWithin = found >= 0 && (int) other.runs[found] >= (int) runs[i];
        }
        return isWithin;
    }

    /** The run that holds a column; −1 − the next one, where none does. */
    private int runOf(int of, int column) {
        int low = first[of];
        int high = first[of + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if ((int) runs[middle] <= column) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < first[of + 1] && (int) (runs[low] >> 32) <= column ? low : -1 - low;
    }

    @Override
    public boolean isSet(int of, int column) {
        return runOf(of, column) >= 0;
    }

    @Override
    public int count(int of) {
        return counts[of];
    }

    @Override
    public int next(int of, int from) {
        int found = runOf(of, from);
        if (found >= 0) {
            return from;
        }
        int next = -1 - found;
        return next < first[of + 1] ? (int) (runs[next] >> 32) : -1;
    }

    @Override
    public BitSet columns() {
        // Rows far apart first: mostly a few of them mark every column, and the rest need no look.
        BitSet any = new BitSet(columns);
        for (int offset = 0; offset < ROWS_APART; offset++) {
            for (int of = offset; of < counts.length; of += ROWS_APART) {
                for (int i = first[of]; i < first[of + 1]; i++) {
                    int missing = any.nextClearBit((int) (runs[i] >> 32));
                    if (missing < (int) runs[i]) {
                        any.set(missing, (int) runs[i]);
                    }
                }
                if (any.nextClearBit(0) >= columns) {
                    return any;
                }
            }
        }
        return any;
    }
}
