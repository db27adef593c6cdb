package tessera.models.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/** Whether a machine can take every row of a workload file; if not, an input error with file and line. */
final class RowsFit {
    private final SpattenWorkload workload;
    private final SpAttenParams machine;
    private final int headDim;

    private RowsFit(SpattenWorkload workload, SpAttenParams machine) {
        this.workload = workload;
        this.machine = machine;
        this.headDim = RowsRecorder.headDim(workload);
    }

    static void check(SpattenWorkload workload, SpAttenParams machine) {
        RowsFit fit = new RowsFit(workload, machine);
        for (int row = 0; row < workload.rowCount(); row++) {
            fit.checkHeadDim(row);
            fit.checkBits(row, WorkloadColumn.KEY_BITS);
            fit.checkBits(row, WorkloadColumn.VALUE_BITS);
            fit.checkCapacity(row);
        }
    }

    private void checkHeadDim(int row) {
        if (headDim > machine.maxHeadDim()) {
            throw new InputException(workload.place(row) + ": " + WorkloadColumn.HEAD_DIM.header() + " = " + headDim
                    + ", must be at most the machine's max_head_dim = " + machine.maxHeadDim()
                    + " (the matrix units fold no longer vectors); take another machine");
        }
    }

    private void checkBits(int row, WorkloadColumn column) {
        int bits = workload.value(column, row);
        int multiplierBits = machine.multiplierBits();
        if (bits > multiplierBits) {
            throw new InputException(workload.place(row) + ": " + column.header() + " = " + bits
                    + ", must be at most the machine's multiplier_bits = " + multiplierBits
                    + " (a wider element cannot be multiplied); lower the width or raise multiplier_bits");
        }
        if (bits != SpattenWorkload.NOT_QUANTISED) {
            machine.checkElementBits(workload.place(row) + ": " + column.header(), bits);
        }
    }

    private void checkCapacity(int row) {
        int keys = workload.keyCount(row);
        int values = workload.valueCount(row);
        checkFits(row, WorkloadColumn.KEY_COUNT, keys, "key_sram", machine.keyCapacity(headDim));
        checkFits(row, WorkloadColumn.VALUE_COUNT, values, "value_sram", machine.valueCapacity(headDim));
        if (values < keys) {
            int capacity = machine.topK().capacity();
            checkFits(row, WorkloadColumn.KEY_COUNT, keys, "top_k.capacity", capacity);
        }
    }

    private void checkFits(int row, WorkloadColumn column, long count, String what, long capacity) {
        if (count > capacity) {
            throw new InputException(workload.place(row) + ": " + column.header() + " = " + count
                    + ", must be at most " + capacity + ", what " + what + " of the machine holds (one row must fit);"
                    + " lower the count or enlarge the machine");
        }
    }
}
