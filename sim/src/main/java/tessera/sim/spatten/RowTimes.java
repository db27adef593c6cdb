package tessera.sim.spatten;

/**
 * What a run says of every row, {@code [row]}.
 *
 * @param acceptCycles when the row was started
 * @param completeCycles when its output was there
 * @param bursts read on its behalf
 * @param selectionCycles that the local top-k engine spent on it, 0 where it was passed by
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of thousands of rows; made once a run, read by the caller.
public record RowTimes(long[] acceptCycles, long[] completeCycles, long[] bursts, long[] selectionCycles) {
    /** From the completion of the row before (or cycle 0) to this row's. */
    public long gapCycles(int row) {
        return completeCycles[row] - (row == 0 ? 0 : completeCycles[row - 1]);
    }
}
