package tessera.models.rtl;

import java.util.ArrayList;
import java.util.List;
import tessera.models.machine.SpAttenRtlParams;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;
import tessera.traces.workload.WorkloadColumn;

/**
 * What the released test bench makes of a workload file: counts rounded up to multiples of 8; key widths −1, 10 and 12
 * become 8 with a forced refetch of 4 bits, value widths −1, 10 and 12 become 8; a top-k delay for every row that is not
 * the second of a pair of 6-bit keys, from the file's column or else drawn from the unrounded counts. It refuses rows that
 * the RTL cannot finish. <b>Source:</b> TestSpAtten.scala.
 */
public final class ReleasedDriver {
    private static final List<Integer> REPLACED_BITS = List.of(SpattenWorkload.NOT_QUANTISED, 10, 12);
    private static final int REPLACEMENT_BITS = 8;

    private final SpattenWorkload file;
    private final SpAttenRtlParams params;

    private ReleasedDriver(SpattenWorkload file, SpAttenRtlParams params) {
        this.file = file;
        this.params = params;
    }

    /** The rows of a file; one that the machine cannot take is an input error with file and line. */
    public static RtlWorkload drive(SpattenWorkload file, SpAttenRtlParams params, long seed) {
        return drive(file, params, new TopKLatencyModel(seed));
    }

    /** As above, with delays that were drawn for the same file before. */
    public static RtlWorkload drive(SpattenWorkload file, SpAttenRtlParams params, TopKLatencyModel delays) {
        return new ReleasedDriver(file, params).drive(delays);
    }

    private RtlWorkload drive(TopKLatencyModel delays) {
        boolean hasDelays = file.has(WorkloadColumn.TOP_K_LATENCY);
        int drawn = 0;
        List<RtlRow> rows = new ArrayList<>();
        RtlPairing keys = new RtlPairing(file, WorkloadColumn.KEY_BITS, WorkloadColumn.KEY_COUNT);
        RtlPairing values = new RtlPairing(file, WorkloadColumn.VALUE_BITS, WorkloadColumn.VALUE_COUNT);
        RtlRowRules rules = new RtlRowRules(file, params);
        for (int row = 0; row < file.rowCount(); row++) {
            int keyBits = bits(WorkloadColumn.KEY_BITS, row);
            int valueBits = bits(WorkloadColumn.VALUE_BITS, row);
            boolean isSecondOfPair = keys.add(row, keyBits, rounded(file.keyCount(row)));
            values.add(row, valueBits, rounded(file.valueCount(row)));
            boolean isRefetched = file.isRefetched(row) || REPLACED_BITS.contains(file.keyBits(row));
            RtlRow driven = new RtlRow(
                    rounded(file.keyCount(row)),
                    rounded(file.valueCount(row)),
                    keyBits,
                    valueBits,
                    isRefetched,
                    hasDelays ? file.value(WorkloadColumn.TOP_K_LATENCY, row) : 0);
            // Checked before anything as long as the row is drawn: a count may be anything an int can hold.
            rules.check(row, driven);
            if (!hasDelays && !isSecondOfPair) {
                driven = driven.delayedBy(delays.cycles(drawn++, file.keyCount(row), file.valueCount(row), params));
            }
            rows.add(driven);
        }
        keys.end();
        values.end();
        return new RtlWorkload(rows);
    }

    private static int rounded(int count) {
        return (int) Math.min(
                Integer.MAX_VALUE / RtlRow.COUNT_STEP * (long) RtlRow.COUNT_STEP,
                ((long) count + RtlRow.COUNT_STEP - 1) / RtlRow.COUNT_STEP * RtlRow.COUNT_STEP);
    }

    private int bits(WorkloadColumn column, int row) {
        int bits = file.value(column, row);
        if (REPLACED_BITS.contains(bits)) {
            return REPLACEMENT_BITS;
        }
        if (!RtlRow.BITS.contains(bits)) {
            throw new InputException(file.place(row) + ": " + column.header() + " = " + bits
                    + ", must be one of -1, 4, 6, 8, 10, 12 on this machine (its fetcher has 4, 6 and 8; its driver"
                    + " replaces -1, 10 and 12 by 8); change the width or take another machine");
        }
        return bits;
    }
}
