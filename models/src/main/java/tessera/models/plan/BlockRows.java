package tessera.models.plan;

/** Marked blocks of a grid, row by row. Immutable once made. */
interface BlockRows {
    boolean isSet(int row, int column);

    /** Marked blocks of a row. */
    int count(int row);

    /** The first marked column of a row from {@code from} on; −1 if there is none. */
    int next(int row, int from);

    /** Marks a row's columns, one bit each. */
    void addTo(int row, long[] columns);
}
