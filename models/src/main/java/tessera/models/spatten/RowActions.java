package tessera.models.spatten;

import java.util.EnumMap;
import java.util.Map;
import tessera.models.energy.Action;
import tessera.models.energy.ActionCounts;
import tessera.models.machine.SpAttenParams;
import tessera.traces.check.CeilDiv;

/**
 * What rows cost in actions. Keys and values are written into their buffers once and read once per row and pass, at the
 * multiplier width. What is read passes the crossbar and the fetcher's FIFOs.
 */
public final class RowActions {
    private static final int DRAM_ROW_BYTES = 1024;

    private RowActions() {}

    /** Rows opened where the memory has none: one per started KiB read, the least there can be where nothing is read twice. */
    public static long leastActivates(long bytes) {
        return CeilDiv.of(bytes, (long) DRAM_ROW_BYTES);
    }

    /**
     * The actions of a whole work in closed form: as few DRAM rows opened as there can be, the cascade's ranking included.
     * What a run on a memory without rows counts.
     */
    public static ActionCounts of(SpAttenParams machine, SpAttenWork work) {
        ActionCounts total = ActionCounts.NONE;
        for (Row row : work.rows()) {
            total = total.plus(of(machine, work, row, row.bursts(), 0, SerialRow.selectionCycles(machine, row)));
        }
        CascadeStep step = work.cascade();
        long ranking = CeilDiv.of((long) step.rankedTokens() + step.rankedHeads(), (long)
                        machine.topK().lanes())
                + step.tokenSelectionCycles()
                + step.headSelectionCycles();
        Map<Action, Long> more = new EnumMap<>(Action.class);
        more.put(
                Action.DRAM_ACTIVATE,
                leastActivates(work.bursts() * machine.memory().burstBytes()));
        more.put(Action.COMPARISON, ranking * machine.topK().lanes());
        return total.plus(new ActionCounts(more));
    }

    /**
     * The actions of one row.
     *
     * @param bursts read from memory on behalf of the row
     * @param activates DRAM rows opened, the row's share
     * @param selectionCycles that the top-k engine spent, filter pass included
     */
    public static ActionCounts of(
            SpAttenParams machine, SpAttenWork work, Row row, long bursts, long activates, long selectionCycles) {
        Load load = work.loads().get(row.load());
        long bytes = bursts * machine.memory().burstBytes();
        long vectorBits = (long) work.headDim() * machine.multiplierBits();
        long passKeys = (long) row.passCount() * row.keyCount();
        long writtenVectors = (row.keys().bursts() > 0 ? load.keyCount() : 0L)
                + (row.values().bursts() > 0 ? load.isResident() ? load.keyCount() : row.valueCount() : 0);
        Map<Action, Long> counts = new EnumMap<>(Action.class);
        counts.put(Action.DRAM_READ_BIT, bytes * Byte.SIZE);
        counts.put(Action.DRAM_ACTIVATE, activates);
        counts.put(Action.FIFO_BIT, bytes * Byte.SIZE);
        counts.put(Action.CROSSBAR_BIT, bytes * Byte.SIZE);
        counts.put(
                Action.SRAM_WRITE_BIT,
                writtenVectors * vectorBits
                        + (row.isRefetched() ? (long) row.keyCount() * work.headDim() * load.lsbBits() : 0));
        counts.put(Action.SRAM_READ_BIT, (passKeys + row.valueCount()) * vectorBits);
        counts.put(Action.MULTIPLY_ADD, (passKeys + row.valueCount()) * work.headDim());
        counts.put(Action.EXPONENTIAL, passKeys);
        counts.put(Action.DIVISION, (long) row.keyCount());
        counts.put(Action.COMPARISON, selectionCycles * machine.topK().lanes());
        return new ActionCounts(counts);
    }
}
