package tessera.sim.spatten.rtl;

import java.util.LinkedHashMap;
import java.util.Map;
import tessera.models.bound.RtlBounds;
import tessera.models.energy.ActionCounts;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.ReleasedDriver;
import tessera.models.rtl.RtlActions;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.SimulationException;
import tessera.sim.stat.StatLine;
import tessera.sim.stat.Timeline;
import tessera.traces.check.CeilDiv;
import tessera.traces.check.InputException;
import tessera.traces.workload.SpattenWorkload;

/** A workload file on the released RTL: driven as its test bench does it, simulated, with bounds and action counts. */
public final class RtlRun {
    private static final String LEDGER = ".cycles.";

    private final SpAttenRtlParams params;
    private final RtlWorkload rows;
    private final RtlBounds bounds;
    private final RtlResult result;

    private RtlRun(SpAttenRtlParams params, RtlWorkload rows, RtlBounds bounds, RtlResult result) {
        this.params = params;
        this.rows = rows;
        this.bounds = bounds;
        this.result = result;
    }

    /**
     * Simulates a file; a row that the machine cannot take or cannot finish is an InputException with file and line.
     *
     * @param seed of the top-k delays, where the file has none; 1 draws those of the released bench
     */
    public static RtlRun of(SpAttenRtlParams params, SpattenWorkload file, long seed) {
        return of(params, file, seed, Timeline.NONE);
    }

    /** As above; what the units do goes to the timeline. */
    public static RtlRun of(SpAttenRtlParams params, SpattenWorkload file, long seed, Timeline timeline) {
        RtlWorkload rows = ReleasedDriver.drive(file, params, seed);
        RtlBounds bounds = RtlBounds.of(params, rows);
        SpAttenRtlMachine machine = new SpAttenRtlMachine(params, rows);
        if (timeline != Timeline.NONE) {
            machine.attach(timeline, Clock.ofHz("core", params.clockHz()).periodFs());
        }
        try {
            return new RtlRun(params, rows, bounds, machine.run(2 * bounds.serialCycles()));
        } catch (SimulationException e) {
            if (machine.firstLossRow().isEmpty()) {
                throw e;
            }
            throw new InputException(
                    file.place(machine.firstLossRow().getAsInt())
                            + ": the released RTL never finishes this workload: with "
                            + params.fetchPorts() + " fetch ports, the padding behind the fetch before this row takes"
                            + " part of the row's data with it, because their element widths differ; use equal widths,"
                            + " or bandwidth_downsample = 8",
                    e);
        }
    }

    public RtlWorkload rows() {
        return rows;
    }

    public RtlBounds bounds() {
        return bounds;
    }

    public RtlResult result() {
        return result;
    }

    /** Where the cycles of each unit went: {@code "dot_product.polling" → cycles}; a unit's add up to the run's. */
    public Map<String, Long> stalls() {
        Map<String, Long> stalls = new LinkedHashMap<>();
        for (StatLine line : result.stats().lines()) {
            String path = line.path();
            long cycles = line.value().longValue();
            if (path.contains(LEDGER) && !path.endsWith(LEDGER + "total") && cycles > 0) {
                stalls.put(path.substring(path.indexOf('.') + 1).replace(LEDGER, "."), cycles);
            }
        }
        return stalls;
    }

    /** Cycles in which the fetcher, and later the realigner, took a beat of a row; a pair's beats are its first row's. */
    public long fetchCycles(int row) {
        long beats = 0;
        if (rows.keyPart(row) == 0) {
            beats += beats(rows.keyCount(row), rows.keyBits(row), rows.keyFused(row));
        }
        if (rows.valuePart(row) == 0) {
            beats += beats(rows.valueCount(row), rows.valueBits(row), rows.valueFused(row));
        }
        return beats + (rows.isRefetched(row) ? beats(rows.keyCount(row), SpAttenRtlParams.REFETCH_BITS, 1) : 0);
    }

    private long beats(int count, int bits, int fused) {
        long readsOfVector = RtlWorkload.vectorBytes(bits, fused) / SpAttenRtlParams.READ_BYTES;
        return CeilDiv.of((long) count, params.fetchPorts()) * readsOfVector;
    }

    /** Cycles in which a data bus of the memory carried a row's reads, summed over all buses. */
    public long dramBusCycles(int row) {
        return rows.reads(row) * params.memory().tBurstCycles();
    }

    /** Cycles in which Q x K took a line of a row's keys, both passes of a refetched row. */
    public long queryKeyCycles(int row) {
        return (rows.isRefetched(row) ? 2L : 1L) * params.lines(rows.keyCount(row));
    }

    /** Cycles in which a line of a row's scores left the reorder buffer. */
    public long reorderCycles(int row) {
        return params.lines(rows.keyCount(row));
    }

    /** Cycles in which prob x V took a line of a row's values. */
    public long probValueCycles(int row) {
        return params.lines(rows.valueCount(row));
    }

    /** What the run did that costs energy. */
    public ActionCounts actions() {
        ActionCounts sum = ActionCounts.NONE;
        for (int row = 0; row < rows.rowCount(); row++) {
            sum = sum.plus(actionsOf(row));
        }
        return sum.plus(RtlActions.lineReads(params, result.keyLineReads() + result.valueLineReads()));
    }

    /** What a row did on its own account: all but buffer reads, polls for what is not there yet included. */
    public ActionCounts actionsOf(int row) {
        return RtlActions.ofRow(params, rows, row, result.activates(row));
    }
}
