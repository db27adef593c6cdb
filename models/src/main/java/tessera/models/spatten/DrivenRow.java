package tessera.models.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/**
 * What a machine executes for one row of a workload file: counts and widths as written, unquantised vectors at the
 * multiplier width.
 *
 * @param keyCount keys fetched
 * @param valueCount values fetched
 * @param keyBits first pass
 * @param lsbBits of a refetch, 0 without one
 * @param valueBits of a value element
 */
record DrivenRow(int keyCount, int valueCount, int keyBits, int lsbBits, int valueBits) {
    private static final int DEFAULT_LSB_BITS = 4;

    static DrivenRow of(SpattenWorkload workload, int row, SpAttenParams machine) {
        return new DrivenRow(
                workload.keyCount(row),
                workload.valueCount(row),
                writtenBits(workload, row, WorkloadColumn.KEY_BITS, machine),
                workload.isRefetched(row) ? lsbBits(workload, row) : 0,
                writtenBits(workload, row, WorkloadColumn.VALUE_BITS, machine));
    }

    private static int writtenBits(SpattenWorkload workload, int row, WorkloadColumn column, SpAttenParams machine) {
        int bits = workload.value(column, row);
        int multiplierBits = machine.multiplierBits();
        if (bits > multiplierBits) {
            throw new InputException(workload.place(row) + ": " + column.header() + " = " + bits
                    + ", must be at most the machine's multiplier_bits = " + multiplierBits
                    + " (a wider element cannot be multiplied); lower the width or raise multiplier_bits");
        }
        if (bits == SpattenWorkload.NOT_QUANTISED) {
            return multiplierBits;
        }
        machine.checkElementBits(workload.place(row) + ": " + column.header(), bits);
        return bits;
    }

    private static int lsbBits(SpattenWorkload workload, int row) {
        int given = workload.has(WorkloadColumn.LSB_BITS)
                ? workload.value(WorkloadColumn.LSB_BITS, row)
                : SpattenWorkload.NOT_QUANTISED;
        return given == SpattenWorkload.NOT_QUANTISED ? DEFAULT_LSB_BITS : given;
    }
}
