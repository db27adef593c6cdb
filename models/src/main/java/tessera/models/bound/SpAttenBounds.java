package tessera.models.bound;

import java.util.LinkedHashMap;
import java.util.Map;
import tessera.models.machine.MachineMemory;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.TopKParams;
import tessera.models.spatten.CascadeStep;
import tessera.models.spatten.Row;
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
    /** Cycles between two components: one Fifo. */
    private static final int HOP = 1;
    /** Fifos around the fetching of keys: the request for them, and the last arrival (or the row's start). */
    private static final int KEY_HOPS = 2;
    /** Fifos of one cycle behind that: accepted, probabilities, selected, output row, row done. */
    private static final int END_HOPS = 5;

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
            softmax += row.passCount() * softmaxCycles(machine, row);
            divide += softmaxCycles(machine, row);
            topK += selectionCycles(machine.topK(), row);
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

    private static long softmaxCycles(SpAttenParams machine, Row row) {
        return CeilDiv.of((long) row.keyCount(), machine.softmax().lanes());
    }

    /** Cycles of the engine alone: finding the threshold, then the filter pass; 0 where all values are used. */
    private static long selectionCycles(TopKParams topK, Row row) {
        return row.valueCount() < row.keyCount()
                ? row.selectionCycles() + CeilDiv.of((long) row.keyCount(), topK.lanes())
                : 0;
    }

    private static long serial(SpAttenParams machine, SpAttenWork work) {
        long cycles = (long) machine.startUpCycles() + machine.probValueLatencyCycles() + HOP;
        for (Row row : work.rows()) {
            cycles += rowSerial(machine, work, row);
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

    /** From the row's issue to that of the next, each step waiting for the one before. */
    private static long rowSerial(SpAttenParams machine, SpAttenWork work, Row row) {
        boolean isResident = work.loads().get(row.load()).isResident();
        long pass = Math.max(machine.matrixCycles(row.keyCount(), work.headDim()), softmaxCycles(machine, row))
                + machine.dotProductLatencyCycles()
                + machine.softmax().accumulateLatencyCycles();
        long keys = row.keys().serialCycles() + KEY_HOPS + pass;
        long refetch = row.isRefetched() ? HOP + row.lowBits().serialCycles() + KEY_HOPS + pass : 0;
        long valueFetch = row.values().serialCycles() + HOP;
        long values = isResident
                ? valueFetch + valueCycles(machine, work, row, 0)
                : valueCycles(machine, work, row, valueFetch);
        return keys + refetch + values + END_HOPS;
    }

    /** From an accepted row to its output, without the output's latency. */
    private static long valueCycles(SpAttenParams machine, SpAttenWork work, Row row, long fetch) {
        long latency = machine.softmax().divideLatencyCycles();
        long division = softmaxCycles(machine, row);
        long matrix = machine.matrixCycles(row.valueCount(), work.headDim());
        boolean isSelecting = row.valueCount() < row.keyCount();
        // All values used: they are fetched during the division. Otherwise the selection stands between.
        return isSelecting
                ? latency + division + selectionCycles(machine.topK(), row) + fetch + matrix
                : Math.max(latency + Math.max(division, matrix), fetch + matrix);
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
