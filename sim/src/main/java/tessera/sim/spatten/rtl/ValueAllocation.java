package tessera.sim.spatten.rtl;

/** Gives a row its run of value-buffer lines. A word is row · 4 + last · 2 + first. */
final class ValueAllocation {
    private final RowTable rows;
    private final RingAllocator allocator;
    private final int keysPerLine;
    private final int batchMask;
    final StageRegister output = new StageRegister();
    private boolean isFirst = true;
    private int batch;
    private int lastStart;
    private int lastHandle;

    ValueAllocation(RowTable rows, RingAllocator allocator, int keysPerLine, int batchMask) {
        this.rows = rows;
        this.allocator = allocator;
        this.keysPerLine = keysPerLine;
        this.batchMask = batchMask;
    }

    boolean accept(long cycle, int row, boolean isLast) {
        boolean needsLines = isFirst && rows.valuePart[row] == 0;
        int size = needsLines ? rows.valueLines(row, keysPerLine) * rows.valueFused[row] : 0;
        if (output.isFull || !allocator.canAllocate(cycle, size)) {
            return false;
        }
        if (size > 0) {
            lastStart = allocator.nextStart();
            lastHandle = allocator.nextHandle();
            allocator.allocate(size);
        }
        if (isFirst) {
            rows.valueStart[row] = lastStart;
            rows.valueHandle[row] = lastHandle;
            rows.valueBatch[row] = batch;
        }
        output.load(row << 2 | (isLast ? 2 : 0) | (isFirst ? 1 : 0));
        isFirst = isLast;
        if (isLast && rows.isLastValueInBatch[row]) {
            batch = batch + 1 & batchMask;
        }
        return true;
    }

    void finish(long cycle) {
        allocator.retire(cycle);
    }
}
