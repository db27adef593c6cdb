package tessera.models.bound;

import java.util.LinkedHashMap;
import java.util.Map;
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
        Map<String, Long> units = unitCycles(machine, work);
        String bottleneck = "memory";
        long lower = 0;
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            long total = unit.getValue() + fillCycles(machine, unit.getKey());
            if (total > lower) {
                lower = total;
                bottleneck = unit.getKey();
            }
        }
        return new SpAttenBounds(machine.startUpCycles() + lower, serial(machine, work), bottleneck, units);
    }

    private static Map<String, Long> unitCycles(SpAttenParams machine, SpAttenWork work) {
        long queryKey = 0;
        long softmax = 0;
        long divide = 0;
        long topK = 0;
        long probValue = 0;
        for (Row row : work.rows()) {
            queryKey += row.passCount() * machine.matrixCycles(row.keyCount(), work.headDim());
            softmax += row.passCount() * SerialRow.softmaxCycles(machine, row.keyCount());
            divide += SerialRow.softmaxCycles(machine, row.keyCount());
            topK += SerialRow.selectionCycles(machine, row);
            probValue += machine.matrixCycles(row.valueCount(), work.headDim());
        }
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("memory", memoryCycles(machine, work.bursts()));
        units.put("query_key", queryKey);
        units.put("softmax", softmax);
        units.put("divide", divide);
        units.put("top_k", topK);
        units.put("prob_value", probValue);
        return units;
    }

    /**
     * From the first burst's service to the last one's: the fullest channel holds at least its even share; bursts share its
     * wires, its slots (each taken for a latency) and the fetcher's limit on bursts under way (each for a round trip).
     */
    private static long memoryCycles(SpAttenParams machine, long bursts) {
        MachineMemory memory = machine.memory();
        if (bursts == 0) {
            return 0;
        }
        long latency = memory.leastLatencyCycles();
        long behindFirst = CeilDiv.of(bursts, (long) memory.channelCount()) - 1;
        long inSlots = Math.multiplyExact(behindFirst / memory.outstandingPerChannel(), latency);
        long underWay = Math.multiplyExact((bursts - 1) / machine.fetch().outstandingLimit(), latency + 2L * HOP);
        return Math.max(memory.streamCycles(bursts), Math.max(inSlots, underWay));
    }

    /** What must pass before a unit's first work and after its last, at the least. */
    private static long fillCycles(SpAttenParams machine, String unit) {
        long fetch = machine.memory().firstLatencyCycles();
        long softmax = machine.softmax().accumulateLatencyCycles();
        long divide = machine.softmax().divideLatencyCycles();
        long output = machine.probValueLatencyCycles();
        return switch (unit) {
            // The last burst may be a value: after it only the output latency is sure.
            case "memory" -> fetch + output;
            case "query_key" -> fetch + machine.dotProductLatencyCycles() + softmax + divide + output;
            case "softmax" -> fetch + machine.dotProductLatencyCycles() + softmax + divide + output;
            case "divide", "top_k", "prob_value" -> fetch + machine.dotProductLatencyCycles() + softmax + output;
            default -> throw new IllegalStateException("unit " + unit);
        };
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
