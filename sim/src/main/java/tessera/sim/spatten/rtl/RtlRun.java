package tessera.sim.spatten.rtl;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tessera.models.bound.RtlBounds;
import tessera.models.energy.Action;
import tessera.models.energy.ActionCounts;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.ReleasedDriver;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.kernel.SimulationException;
import tessera.sim.stat.StatLine;
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
        RtlWorkload rows = ReleasedDriver.drive(file, params, seed);
        RtlBounds bounds = RtlBounds.of(params, rows);
        SpAttenRtlMachine machine = new SpAttenRtlMachine(params, rows);
        try {
            return new RtlRun(params, rows, bounds, machine.run(2 * bounds.serialCycles()));
        } catch (SimulationException e) {
            if (machine.firstLossRow().isEmpty()) {
                throw e;
            }
            throw new InputException(
                    file.place(machine.firstLossRow().getAsInt()) + ": the released RTL never finishes this workload: with "
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

    /** Where the cycles of each unit went: unit → cause → cycles, causes without cycles left out. */
    public Map<String, Map<String, Long>> stalls() {
        Map<String, Map<String, Long>> stalls = new LinkedHashMap<>();
        for (StatLine line : result.stats().lines()) {
            int at = line.path().indexOf(LEDGER);
            String cause = at < 0 ? "" : line.path().substring(at + LEDGER.length());
            long cycles = line.value().longValue();
            if (!cause.isEmpty() && !cause.equals("total") && cycles > 0) {
                String unit = line.path().substring(line.path().indexOf('.') + 1, at);
                stalls.computeIfAbsent(unit, absent -> new LinkedHashMap<>()).put(cause, cycles);
            }
        }
        return stalls;
    }

    /**
     * What the run did that costs energy. Every poll of a buffer reads all of a line's bits; a refetch writes 4 of each
     * element's 12. The released RTL has no softmax and no top-k comparisons, so there are none here.
     */
    public ActionCounts actions() {
        long refetchedLines = 0;
        long keyLines = 0;
        long valueLines = 0;
        for (int row = 0; row < rows.rowCount(); row++) {
            long lines = params.lines(rows.keyCount(row));
            keyLines += lines;
            refetchedLines += rows.isRefetched(row) ? lines : 0;
            valueLines += params.lines(rows.valueCount(row));
        }
        long lineBits = (long) params.multipliers() * SpAttenRtlParams.ELEMENT_BITS;
        long refetchBits = (long) params.multipliers() * SpAttenRtlParams.REFETCH_BITS;
        Map<Action, Long> counts = new EnumMap<>(Action.class);
        counts.put(Action.DRAM_READ_BIT, result.dramReads() * SpAttenRtlParams.READ_BYTES * Byte.SIZE);
        counts.put(Action.DRAM_ACTIVATE, result.activates());
        counts.put(Action.SRAM_WRITE_BIT, (keyLines + valueLines) * lineBits + refetchedLines * refetchBits);
        counts.put(Action.SRAM_READ_BIT, (result.keyLineReads() + result.valueLineReads()) * lineBits);
        counts.put(Action.MULTIPLY_ADD, (keyLines + refetchedLines + valueLines) * params.multipliers());
        return new ActionCounts(counts);
    }
}
