package tessera.models.rtl;

import java.util.EnumMap;
import java.util.Map;
import tessera.models.energy.Action;
import tessera.models.energy.ActionCounts;
import tessera.models.machine.SpAttenRtlParams;

/**
 * What rows on the released RTL do that costs energy. A refetch writes 4 of each element's 12 bits. The release has no
 * softmax and no top-k comparisons, so there are none here.
 */
public final class RtlActions {
    private RtlActions() {}

    /** What a row does on its own account: all but buffer reads. */
    public static ActionCounts ofRow(SpAttenRtlParams params, RtlWorkload rows, int row, long activates) {
        Lines lines = Lines.of(params, rows, row);
        return counts(params, lines, rows.reads(row), activates);
    }

    /** Buffer lines: of keys, of keys whose low bits are fetched, of values. */
    private record Lines(long keys, long refetched, long values) {
        static Lines of(SpAttenRtlParams params, RtlWorkload rows, int row) {
            long keys = params.lines(rows.keyCount(row));
            return new Lines(keys, rows.isRefetched(row) ? keys : 0, params.lines(rows.valueCount(row)));
        }

        Lines plus(Lines other) {
            return new Lines(keys + other.keys, refetched + other.refetched, values + other.values);
        }

        /** Each is multiplied once for each time that it is read. */
        long multiplied() {
            return keys + refetched + values;
        }
    }

    private static ActionCounts counts(SpAttenRtlParams params, Lines lines, long reads, long activates) {
        long refetchBits = (long) params.multipliers() * SpAttenRtlParams.REFETCH_BITS;
        Map<Action, Long> counts = new EnumMap<>(Action.class);
        counts.put(Action.DRAM_ACTIVATE, activates);
        counts.put(Action.DRAM_READ_BIT, reads * SpAttenRtlParams.READ_BYTES * Byte.SIZE);
        counts.put(
                Action.SRAM_WRITE_BIT,
                (lines.keys() + lines.values()) * lineBits(params) + lines.refetched() * refetchBits);
        counts.put(Action.MULTIPLY_ADD, lines.multiplied() * params.multipliers());
        return new ActionCounts(counts);
    }

    /** Reads of whole buffer lines, polls for what is not there yet included: each reads all of a line's bits. */
    public static ActionCounts lineReads(SpAttenRtlParams params, long lines) {
        return new ActionCounts(Map.of(Action.SRAM_READ_BIT, lines * lineBits(params)));
    }

    /** The least that a workload can do: no DRAM row opened, every line read once for each time that it is multiplied. */
    public static ActionCounts least(SpAttenRtlParams params, RtlWorkload rows) {
        Lines lines = new Lines(0, 0, 0);
        for (int row = 0; row < rows.rowCount(); row++) {
            lines = lines.plus(Lines.of(params, rows, row));
        }
        return counts(params, lines, rows.reads(), 0).plus(lineReads(params, lines.multiplied()));
    }

    private static long lineBits(SpAttenRtlParams params) {
        return (long) params.multipliers() * SpAttenRtlParams.ELEMENT_BITS;
    }
}
