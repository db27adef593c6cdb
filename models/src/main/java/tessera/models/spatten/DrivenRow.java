package tessera.models.spatten;

import java.util.List;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.WorkloadRules;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/**
 * What a machine really executes for one row of a workload file.
 *
 * @param keyCount keys fetched
 * @param valueCount values fetched
 * @param keyBits first pass
 * @param lsbBits of a refetch, 0 without one
 * @param valueBits of a value element
 */
record DrivenRow(int keyCount, int valueCount, int keyBits, int lsbBits, int valueBits) {
    /** Widths that the released RTL has, and those that its driver replaces by 8. */
    private static final List<Integer> RTL_BITS = List.of(4, 6, 8);

    private static final List<Integer> RTL_REPLACED_BITS = List.of(SpattenWorkload.NOT_QUANTISED, 10, 12);
    private static final int DEFAULT_LSB_BITS = 4;
    private static final int RTL_COUNT_STEP = 8;

    static DrivenRow of(SpattenWorkload workload, int row, SpAttenParams machine) {
        return machine.workloadRules() == WorkloadRules.RELEASED_DRIVER
                ? released(workload, row)
                : asWritten(workload, row, machine.multiplierBits());
    }

    private static DrivenRow released(SpattenWorkload workload, int row) {
        int keyBits = workload.keyBits(row);
        int valueBits = workload.valueBits(row);
        boolean isForced = RTL_REPLACED_BITS.contains(keyBits);
        return new DrivenRow(
                roundedUp(workload.keyCount(row)),
                roundedUp(workload.valueCount(row)),
                isForced ? 8 : checkedRtlBits(workload, row, WorkloadColumn.KEY_BITS, keyBits),
                isForced || workload.isRefetched(row) ? DEFAULT_LSB_BITS : 0,
                RTL_REPLACED_BITS.contains(valueBits)
                        ? 8
                        : checkedRtlBits(workload, row, WorkloadColumn.VALUE_BITS, valueBits));
    }

    private static int checkedRtlBits(SpattenWorkload workload, int row, WorkloadColumn column, int bits) {
        if (!RTL_BITS.contains(bits)) {
            throw new InputException(workload.place(row) + ": " + column.header() + " = " + bits
                    + ", must be one of -1, 4, 6, 8, 10, 12 on this machine (the released RTL has 4, 6 and 8; its driver"
                    + " replaces -1, 10 and 12 by 8); change the width or take another machine");
        }
        return bits;
    }

    private static DrivenRow asWritten(SpattenWorkload workload, int row, int multiplierBits) {
        return new DrivenRow(
                workload.keyCount(row),
                workload.valueCount(row),
                writtenBits(workload, row, WorkloadColumn.KEY_BITS, multiplierBits),
                workload.isRefetched(row) ? lsbBits(workload, row) : 0,
                writtenBits(workload, row, WorkloadColumn.VALUE_BITS, multiplierBits));
    }

    private static int writtenBits(SpattenWorkload workload, int row, WorkloadColumn column, int multiplierBits) {
        int bits = workload.value(column, row);
        if (bits > multiplierBits) {
            throw new InputException(workload.place(row) + ": " + column.header() + " = " + bits
                    + ", must be at most the machine's multiplier_bits = " + multiplierBits
                    + " (a wider element cannot be multiplied); lower the width or raise multiplier_bits");
        }
        return bits == SpattenWorkload.NOT_QUANTISED ? multiplierBits : bits;
    }

    private static int lsbBits(SpattenWorkload workload, int row) {
        int given = workload.has(WorkloadColumn.LSB_BITS)
                ? workload.value(WorkloadColumn.LSB_BITS, row)
                : SpattenWorkload.NOT_QUANTISED;
        return given == SpattenWorkload.NOT_QUANTISED ? DEFAULT_LSB_BITS : given;
    }

    private static int roundedUp(int count) {
        return Math.addExact(count, RTL_COUNT_STEP - 1) / RTL_COUNT_STEP * RTL_COUNT_STEP;
    }
}
