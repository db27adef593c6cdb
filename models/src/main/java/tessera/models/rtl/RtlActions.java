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
        long keyLines = params.lines(rows.keyCount(row));
        long valueLines = params.lines(rows.valueCount(row));
        long refetchedLines = rows.isRefetched(row) ? keyLines : 0;
        long refetchBits = (long) params.multipliers() * SpAttenRtlParams.REFETCH_BITS;
        Map<Action, Long> counts = new EnumMap<>(Action.class);
        counts.put(Action.DRAM_ACTIVATE, activates);
        counts.put(Action.DRAM_READ_BIT, rows.reads(row) * SpAttenRtlParams.READ_BYTES * Byte.SIZE);
        counts.put(Action.SRAM_WRITE_BIT, (keyLines + valueLines) * lineBits(params) + refetchedLines * refetchBits);
        counts.put(Action.MULTIPLY_ADD, (keyLines + refetchedLines + valueLines) * params.multipliers());
        return new ActionCounts(counts);
    }

    /** Reads of whole buffer lines, polls for what is not there yet included: each reads all of a line's bits. */
    public static ActionCounts lineReads(SpAttenRtlParams params, long lines) {
        return new ActionCounts(Map.of(Action.SRAM_READ_BIT, lines * lineBits(params)));
    }

    /** The least that a workload can do: no DRAM row opened, every line read once for each time that it is multiplied. */
    public static ActionCounts least(SpAttenRtlParams params, RtlWorkload rows) {
        ActionCounts sum = ActionCounts.NONE;
        for (int row = 0; row < rows.rowCount(); row++) {
            sum = sum.plus(ofRow(params, rows, row, 0));
        }
        // One multiplier takes one element of a line.
        return sum.plus(lineReads(params, sum.count(Action.MULTIPLY_ADD) / params.multipliers()));
    }

    private static long lineBits(SpAttenRtlParams params) {
        return (long) params.multipliers() * SpAttenRtlParams.ELEMENT_BITS;
    }
}
