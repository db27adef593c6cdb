package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;

/** The value buffer's allocator: the first line of a row, or of a pair, takes the buffer lines; then its register. */
final class ValueAllocation {
    private final SpAttenRtlParams params;
    private final RtlWorkload rows;
    private final RowNotes notes;
    private final RingAllocator ring;
    private final int batchMask;
    private boolean isFirst = true;
    private int batch;

    /** Selected lines: {@link RowWord}, the first of a row marked. */
    final StageRegister output = new StageRegister();

    ValueAllocation(SpAttenRtlParams params, RtlWorkload rows, RowNotes notes) {
        this.params = params;
        this.rows = rows;
        this.notes = notes;
        this.ring = new RingAllocator(params);
        this.batchMask = LineRam.batchMask(params);
    }

    /** A line of selected scores; false when it must wait. */
    boolean accept(long cycle, int row, boolean isLast) {
        if (output.isFull) {
            return false;
        }
        boolean needsLines = isFirst && rows.valuePart(row) == 0;
        int size = needsLines ? params.lines(rows.valueCount(row)) * rows.valueFused(row) : 0;
        if (!ring.canAllocate(cycle, size)) {
            return false;
        }
        if (isFirst) {
            notes.valueBatch[row] = batch;
            notes.valueStart[row] = needsLines ? ring.nextStart() : notes.valueStart[row - 1];
            notes.valueHandle[row] = needsLines ? ring.nextHandle() : notes.valueHandle[row - 1];
        }
        if (needsLines) {
            ring.allocate(size);
        }
        output.load(RowWord.of(row) | RowWord.last(isLast) | RowWord.mark(isFirst));
        if (isLast && rows.isLastValuePart(row)) {
            batch = batch + 1 & batchMask;
        }
        isFirst = isLast;
        return true;
    }

    /** The row, or its pair, is done. */
    void release(long cycle, int row) {
        if (rows.isLastValuePart(row)) {
            ring.release(cycle, notes.valueHandle[row]);
        }
    }

    /** After this cycle's {@link #accept}. */
    void finishCycle(long cycle) {
        ring.retire(cycle);
    }
}
