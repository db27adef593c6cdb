package tessera.models.plan;

import java.util.BitSet;

/** Marked blocks of a grid, row by row. Immutable once made. */
interface BlockRows {
    boolean isSet(int row, int column);

    /** Marked blocks of a row. */
    int count(int row);

    /** The first marked column of a row from {@code from} on; −1 if there is none. */
    int next(int row, int from);

    /** Columns that are marked in any row. */
    BitSet columns();
}
