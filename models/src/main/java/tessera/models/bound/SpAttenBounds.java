package tessera.models.bound;

import java.util.LinkedHashMap;
import java.util.Map;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.TopKParams;
import tessera.models.spatten.CascadeStep;
import tessera.models.spatten.Load;
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
public record SpAttenBounds(
        long lowerBoundCycles, long serialCycles, String bottleneck, Map<String, Long> unitCycles) {
    /** Cycles between two components: one Fifo. */
    private static final int HOP = 1;
    /** Fifos that a row passes from being issued to being done, none of which holds it longer than a cycle when alone. */
    private static final int ROW_HOPS = 12;

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
        units.put("memory", CeilDiv.of(
                Math.multiplyExact(work.bursts(), (long) machine.memory().burstBytes()),
                machine.memory().bytesPerCycle()));
        units.put("query_key", queryKey);
        units.put("softmax", softmax);
        units.put("divide", divide);
        units.put("top_k", topK);
        units.put("prob_value", probValue);
        return units;
    }

    /** What must pass before a unit's first work and after its last, at the least. */
    private static long fillCycles(SpAttenParams machine, String unit) {
        long fetch = machine.memory().latencyCycles();
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
        long cycles = machine.startUpCycles();
        for (Row row : work.rows()) {
            cycles += rowSerial(machine, work, row);
        }
        return cycles + cascadeSerial(machine, work.cascade());
    }

    private static long rowSerial(SpAttenParams machine, SpAttenWork work, Row row) {
        long service = CeilDiv.of((long) machine.memory().burstBytes(), machine.memory().channelBytesPerCycle());
        long perBurst = Math.max(machine.memory().latencyCycles() + 2L * HOP, service);
        long pass = Math.max(machine.matrixCycles(row.keyCount(), work.headDim()), softmaxCycles(machine, row))
                + machine.dotProductLatencyCycles()
                + machine.softmax().accumulateLatencyCycles();
        long last = machine.softmax().divideLatencyCycles() + machine.probValueLatencyCycles();
        long values = machine.matrixCycles(row.valueCount(), work.headDim());
        boolean isSelecting = row.valueCount() < row.keyCount();
        // All values used: they stream against the division. Otherwise the selection stands between.
        long rest = isSelecting
                ? softmaxCycles(machine, row) + selectionCycles(machine.topK(), row) + values
                : Math.max(softmaxCycles(machine, row), values);
        return row.bursts() * perBurst + row.passCount() * (pass + ROW_HOPS * HOP) + last + rest + issueHops(work, row);
    }

    /** A load that has to be asked for costs the hops to the fetcher and back, once for keys and once for values. */
    private static long issueHops(SpAttenWork work, Row row) {
        Load load = work.loads().get(row.load());
        return (load.isResident() && row.keyBursts() == 0 ? 0 : 4L) * HOP;
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
