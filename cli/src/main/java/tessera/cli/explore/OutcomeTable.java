package tessera.cli.explore;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/**
 * Outcomes by columns, in primitive arrays: a million of them take what their numbers take. As a list it hands out rows,
 * made when asked for.
 */
public final class OutcomeTable extends AbstractList<Outcome> implements RandomAccess {
    private static final Level[] LEVELS = Level.values();
    private static final int FIRST_ROWS = 1024;

    private final double[][] columns;
    private long[] points = new long[FIRST_ROWS];
    private byte[] levels = new byte[FIRST_ROWS];
    private int[] constraints = new int[FIRST_ROWS];
    private int count;

    /** @param columnCount values of every outcome */
    public OutcomeTable(int columnCount) {
        columns = new double[columnCount][FIRST_ROWS];
    }

    @Override
    public boolean add(Outcome outcome) {
        if (count == points.length) {
            grow();
        }
        points[count] = outcome.point();
        levels[count] = (byte) outcome.level().ordinal();
        constraints[count] = outcome.constraint();
        for (int column = 0; column < columns.length; column++) {
            columns[column][count] = outcome.value(column);
        }
        count++;
        return true;
    }

    private void grow() {
        int rows = count + count / 2;
        points = Arrays.copyOf(points, rows);
        levels = Arrays.copyOf(levels, rows);
        constraints = Arrays.copyOf(constraints, rows);
        for (int column = 0; column < columns.length; column++) {
            columns[column] = Arrays.copyOf(columns[column], rows);
        }
    }

    @Override
    public Outcome get(int row) {
        check(row);
        double[] values = new double[columns.length];
        for (int column = 0; column < values.length; column++) {
            values[column] = columns[column][row];
        }
        return new Outcome(points[row], LEVELS[levels[row]], constraints[row], values);
    }

    @Override
    public int size() {
        return count;
    }

    public long point(int row) {
        check(row);
        return points[row];
    }

    public Level level(int row) {
        check(row);
        return LEVELS[levels[row]];
    }

    public boolean isFeasible(int row) {
        check(row);
        return constraints[row] == Outcome.FEASIBLE;
    }

    /** Whether the design cannot be built. */
    public boolean isRefused(int row) {
        check(row);
        return constraints[row] == Outcome.REFUSED;
    }

    public double value(int row, int column) {
        check(row);
        return columns[column][row];
    }

    private void check(int row) {
        if (row < 0 || row >= count) {
            throw new IndexOutOfBoundsException("row " + row + " of " + count);
        }
    }

    /** Rows of a level in the order of their points: the same whatever the threads and interruptions. */
    public int[] rows(Level level) {
        return java.util.stream.IntStream.range(0, count)
                .filter(row -> levels[row] == level.ordinal())
                .boxed()
                .sorted(java.util.Comparator.comparingLong(row -> points[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The same rows in the order of point, then level. */
    public OutcomeTable sorted() {
        OutcomeTable sorted = new OutcomeTable(columns.length);
        java.util.stream.IntStream.range(0, count)
                .boxed()
                .sorted(java.util.Comparator.<Integer>comparingLong(row -> points[row])
                        .thenComparingInt(row -> levels[row]))
                .forEach(row -> sorted.add(get(row)));
        return sorted;
    }
}
