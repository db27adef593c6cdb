package tessera.sim.spatten.rtl;

/** What the stages note about each row, by row number. */
final class RowNotes {
    /** First line in the key buffer, of the whole pair. */
    final int[] keyStart;

    final int[] keyHandle;
    final int[] keyBatch;
    /** First line in the value buffer, of the whole pair. */
    final int[] valueStart;

    final int[] valueHandle;
    final int[] valueBatch;
    /** Cycle in which the allocator takes the row. */
    final long[] acceptCycle;
    /** Cycle in which the row's answer is on the output. */
    final long[] completeCycle;

    /** Memory reads that found their row open. */
    final int[] rowHits;
    /** Memory rows opened. */
    final int[] activates;

    RowNotes(int rows) {
        keyStart = new int[rows];
        keyHandle = new int[rows];
        keyBatch = new int[rows];
        valueStart = new int[rows];
        valueHandle = new int[rows];
        valueBatch = new int[rows];
        acceptCycle = new long[rows];
        completeCycle = new long[rows];
        rowHits = new int[rows];
        activates = new int[rows];
    }
}
