package tessera.models.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.traces.check.CeilDiv;

/** Cycles of one row when every step waits for the one before: what serial bounds add up. */
public final class SerialRow {
    /** Cycles between two components: one Fifo. */
    public static final int HOP = 1;
    /** Fifos around the fetching of keys: the request for them, and the last arrival (or the row's start). */
    private static final int KEY_HOPS = 2;
    /** Fifos of one cycle behind that: accepted, probabilities, selected, output row, row done. */
    private static final int END_HOPS = 5;

    private SerialRow() {}

    /** From the row's issue to that of the next. */
    public static long cycles(SpAttenParams machine, int headDim, Row row, boolean isResident) {
        long pass = passCycles(machine, headDim, row.keyCount());
        long refetch = row.isRefetched() ? HOP + row.lowBits().serialCycles() + pass : 0;
        long valueFetch = row.values().serialCycles() + HOP;
        long values = isResident
                ? valueFetch + valueCycles(machine, headDim, row, 0)
                : valueCycles(machine, headDim, row, valueFetch);
        return row.keys().serialCycles() + pass + refetch + values + END_HOPS;
    }

    /** From the last key to the row's sum, with the Fifos around the fetch. */
    static long passCycles(SpAttenParams machine, int headDim, int keyCount) {
        return KEY_HOPS
                + Math.max(machine.matrixCycles(keyCount, headDim), softmaxCycles(machine, keyCount))
                + machine.dotProductLatencyCycles()
                + machine.softmax().accumulateLatencyCycles();
    }

    /** Cycles of one softmax pass over so many scores. */
    public static long softmaxCycles(SpAttenParams machine, int keyCount) {
        return CeilDiv.of((long) keyCount, machine.softmax().lanes());
    }

    /** Cycles of the top-k engine alone: finding the threshold, then the filter pass; 0 where all values are used. */
    public static long selectionCycles(SpAttenParams machine, Row row) {
        return row.valueCount() < row.keyCount()
                ? row.selectionCycles()
                        + CeilDiv.of((long) row.keyCount(), machine.topK().lanes())
                : 0;
    }

    /** Of that, what passes before the first value is asked for: nothing where all values are used. */
    static long untilSelected(SpAttenParams machine, int keyCount, int valueCount, long selectionCycles) {
        return valueCount < keyCount
                ? machine.softmax().divideLatencyCycles()
                        + softmaxCycles(machine, keyCount)
                        + selectionCycles
                        + CeilDiv.of((long) keyCount, machine.topK().lanes())
                : 0;
    }

    /** From an accepted row to its output, without the output's latency. */
    private static long valueCycles(SpAttenParams machine, int headDim, Row row, long fetch) {
        long matrix = machine.matrixCycles(row.valueCount(), headDim);
        long division = machine.softmax().divideLatencyCycles();
        boolean isSelecting = row.valueCount() < row.keyCount();
        // All values used: they are fetched during the division. Otherwise the selection stands between.
        return isSelecting
                ? untilSelected(machine, row.keyCount(), row.valueCount(), row.selectionCycles()) + fetch + matrix
                : Math.max(division + Math.max(softmaxCycles(machine, row.keyCount()), matrix), fetch + matrix);
    }

    /** What follows the last value, at the least. */
    static long afterValues(SpAttenParams machine, int headDim, int valueCount) {
        return HOP + machine.matrixCycles(valueCount, headDim) + END_HOPS;
    }
}
