package tessera.models.bound;

import java.util.LinkedHashMap;
import java.util.Map;
import tessera.models.bound.LowerBound.Unit;
import tessera.models.machine.MachineMemory;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.TopKParams;
import tessera.models.spatten.CascadeStep;
import tessera.models.spatten.Row;
import tessera.models.spatten.SerialRow;
import tessera.models.spatten.SpAttenWork;
import tessera.traces.check.CeilDiv;

/**
 * Bounds of a run of the SpAtten machine: {@code lowerBoundCycles <= cycles <= serialCycles}.
 *
 * <p>Lower: every unit needs its own work, one after the other, and nothing can be done before the first data have come nor
 * end before the last have gone through the units behind; the largest unit decides. Serial: nothing overlaps but what
 * streams through within one row: one burst at a time, one row at a time.
 *
 * @param lowerBoundCycles at least this many
 * @param serialCycles at most this many
 * @param bottleneck the unit that decides the lower bound
 * @param unitCycles work of each unit alone, by unit name
 */
public record SpAttenBounds(long lowerBoundCycles, long serialCycles, String bottleneck, Map<String, Long> unitCycles) {
    private static final int HOP = SerialRow.HOP;

    public SpAttenBounds {
        unitCycles = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(unitCycles));
    }

    /** Both bounds of one run. O(rows). */
    public static SpAttenBounds of(SpAttenParams machine, SpAttenWork work) {
        LowerBound bound = new LowerBound(machine);
        long[] units = unitCycles(machine, bound, work);
        Map<String, Long> named = new LinkedHashMap<>();
        for (Unit unit : Unit.values()) {
            named.put(unit.label(), units[unit.ordinal()]);
        }
        return new SpAttenBounds(
                bound.cycles(units),
                serial(machine, work),
                bound.bottleneck(units).label(),
                named);
    }

    private static long[] unitCycles(SpAttenParams machine, LowerBound bound, SpAttenWork work) {
        long[] units = new long[Unit.values().length];
        units[Unit.MEMORY.ordinal()] = bound.memoryCycles(work.bursts());
        for (Row row : work.rows()) {
            long softmax = SerialRow.softmaxCycles(machine, row.keyCount());
            units[Unit.QUERY_KEY.ordinal()] += row.passCount() * machine.matrixCycles(row.keyCount(), work.headDim());
            units[Unit.SOFTMAX.ordinal()] += row.passCount() * softmax;
            units[Unit.DIVIDE.ordinal()] += softmax;
            units[Unit.TOP_K.ordinal()] += SerialRow.selectionCycles(machine, row);
            units[Unit.PROB_VALUE.ordinal()] += machine.matrixCycles(row.valueCount(), work.headDim());
        }
        return units;
    }

    private static long serial(SpAttenParams machine, SpAttenWork work) {
        long cycles = (long) machine.startUpCycles() + machine.probValueLatencyCycles() + HOP;
        for (Row row : work.rows()) {
            boolean isResident = work.loads().get(row.load()).isResident();
            cycles += SerialRow.cycles(machine, work.headDim(), row, isResident);
        }
        return withRefreshes(machine.memory(), cycles + cascadeSerial(machine, work.cascade()));
    }

    /** As many refreshes as fall into the whole time, each holding everything up. */
    private static long withRefreshes(MachineMemory memory, long cycles) {
        long total = cycles;
        for (long before = -1; before != total; ) {
            before = total;
            total = cycles + total / memory.refreshIntervalCycles() * memory.refreshCycles();
        }
        return total;
    }

    private static long cascadeSerial(SpAttenParams machine, CascadeStep step) {
        return cascadeCycles(machine.topK(), step.rankedTokens(), step.tokenSelectionCycles())
                + cascadeCycles(machine.topK(), step.rankedHeads(), step.headSelectionCycles())
                + (step.isDue() ? HOP : 0);
    }

    /** Fill, find, filter. */
    static long cascadeCycles(TopKParams topK, int ranked, long selectionCycles) {
        return ranked == 0 ? 0 : 2 * CeilDiv.of((long) ranked, topK.lanes()) + selectionCycles;
    }
}
