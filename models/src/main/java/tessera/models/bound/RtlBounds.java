package tessera.models.bound;

import java.util.LinkedHashMap;
import java.util.Map;
import tessera.models.machine.RtlMemoryParams;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.FetchPattern;
import tessera.models.rtl.FetchPatterns;
import tessera.models.rtl.FetchTable;
import tessera.models.rtl.RtlWorkload;

/**
 * Bounds of a run of the released RTL: {@code lowerBoundCycles <= cycles <= serialCycles}, counted from the start of the
 * simulation.
 *
 * <p>Lower: each unit needs its own work, one piece after the other, between the first cycle in which it can begin and the
 * depth of what follows; and the passes of the rows form a chain, because a row's keys are fetched only when the row before
 * is through. Serial: nothing overlaps; each beat of reads waits for the one before, each row's values for its keys.
 *
 * @param lowerBoundCycles at least this many
 * @param serialCycles at most this many
 * @param bottleneck what decides the lower bound
 * @param unitCycles lower bound by each alone
 */
public record RtlBounds(long lowerBoundCycles, long serialCycles, String bottleneck, Map<String, Long> unitCycles) {
    // Depths, in cycles: each register counts 1, each FIFO 2 (docs/spatten-rtl.md, "Depths").
    /** From a row's admission to the register before the four-way fork. */
    private static final int ADMISSION_TO_FORK = 2;
    /** From there to the memory channel. */
    private static final int FORK_TO_READ = 7;
    /** From a read's data to a line at the matrix unit. */
    private static final int DATA_TO_LINE = 16;
    /** From a line in the buffer RAM to the matrix unit. */
    private static final int RAM_TO_LINE = 4;
    /** From a row's last key line to a selected score at the value side. */
    private static final int LINE_TO_SCORE = 19;
    /** From a row's last key line to the first read of its values. */
    private static final int LINE_TO_VALUE_READ = 24;
    /** From a score that meets its values to the answer. */
    private static final int SCORE_TO_ANSWER = 3;
    /** From one send of the memory port to the next with one read outstanding, beyond the read itself: pop, send. */
    private static final int PORT_TURN = 2;
    /** Slack per pass and per row of the serial time: all depths above, a polling loop, and a release of lines. */
    private static final int SERIAL_DEPTH = 120;

    public RtlBounds {
        unitCycles = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(unitCycles));
    }

    /** Both bounds of one run. O(rows), and O(reads) of the distinct fetches. */
    public static RtlBounds of(SpAttenRtlParams params, RtlWorkload rows) {
        return of(params, rows, new FetchTable(params));
    }

    /** As above, with fetches that are known already of a machine of the same {@link FetchTable.Shape}. */
    public static RtlBounds of(SpAttenRtlParams params, RtlWorkload rows, FetchTable table) {
        FetchPatterns fetches = new FetchPatterns(table, rows);
        Map<String, Long> units = new Lower(params, rows, fetches).units();
        String bottleneck = "passes";
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            if (unit.getValue() > units.get(bottleneck)) {
                bottleneck = unit.getKey();
            }
        }
        return new RtlBounds(units.get(bottleneck), serial(params, rows, fetches), bottleneck, units);
    }

    /** The lower bound, unit by unit. */
    private record Lower(SpAttenRtlParams params, RtlWorkload rows, FetchPatterns fetches) {
        Map<String, Long> units() {
            long reads = 0;
            long keyLines = 0;
            long valueLines = 0;
            long topK = 0;
            for (int row = 0; row < rows.rowCount(); row++) {
                reads += fetches.keys(row).reads()
                        + fetches.refetch(row).reads()
                        + fetches.values(row).reads();
                keyLines += (rows.isRefetched(row) ? 2 : 1) * (long) params.lines(rows.keyCount(row));
                valueLines += params.lines(rows.valueCount(row));
                topK += topKCycles(row);
            }
            long firstLine = (long) params.buffersReadyCycle() + RAM_TO_LINE;
            long afterLine = LINE_TO_SCORE + SCORE_TO_ANSWER;
            Map<String, Long> units = new LinkedHashMap<>();
            units.put("passes", passes());
            units.put(
                    "memory",
                    forkCycle() + FORK_TO_READ + afterFirst(reads) + readCycles() + DATA_TO_LINE + SCORE_TO_ANSWER);
            units.put("dot_product", firstLine + keyLines - 1 + afterLine);
            units.put("top_k", topK == 0 ? 0 : firstLine + LINE_TO_SCORE + topK - 1);
            units.put("prob_value", firstLine + valueLines - 1 + SCORE_TO_ANSWER);
            return units;
        }

        /** All first passes, then the last row's second pass and values; or all passes. */
        private long passes() {
            long first = forkCycle();
            long all = forkCycle();
            for (int row = 0; row < rows.rowCount(); row++) {
                long firstPass = passCycles(row, fetches.keys(row));
                first += firstPass;
                all += firstPass;
                if (row == 0) {
                    long cleared = (long) params.buffersReadyCycle() + RAM_TO_LINE + params.lines(rows.keyCount(row));
                    first = Math.max(first, cleared);
                    all = Math.max(all, cleared);
                }
                all += rows.isRefetched(row) ? passCycles(row, fetches.refetch(row)) : 0;
            }
            int last = rows.rowCount() - 1;
            first += rows.isRefetched(last) ? passCycles(last, fetches.refetch(last)) : 0;
            first += rows.selects(last) ? rows.topKCycles(last) : 0;
            FetchPattern values = fetches.values(last);
            long valueLines = params.lines(rows.valueCount(last)) - 1L;
            long answer = values.reads() == 0
                    ? LINE_TO_SCORE + valueLines
                    : LINE_TO_VALUE_READ
                            + readCycles()
                            + DATA_TO_LINE
                            + Math.max(afterFirst(values.reads()), valueLines);
            return Math.max(first - 1 + answer, all - 1 + LINE_TO_SCORE) + SCORE_TO_ANSWER;
        }

        /** From the fork register to the cycle after the row's last line. */
        private long passCycles(int row, FetchPattern fetch) {
            long lines = params.lines(rows.keyCount(row));
            if (fetch.reads() == 0) {
                return lines;
            }
            return FORK_TO_READ + readCycles() + DATA_TO_LINE + Math.max(afterFirst(fetch.reads()), lines - 1) + 1;
        }

        /** Cycles between the first and the last of so many reads, spread evenly. */
        private long afterFirst(long reads) {
            long buses = (long) params.channels() * RtlMemoryParams.PSEUDO_CHANNELS;
            return Math.max(0, (reads + buses - 1) / buses - 1)
                    * params.memory().tBurstCycles();
        }

        private long readCycles() {
            return params.memory().readLatencyCycles();
        }

        private long forkCycle() {
            return (long) params.firstAcceptCycle() + ADMISSION_TO_FORK;
        }

        /** Of the stand-in; the last row's discards come after its answer. */
        private long topKCycles(int row) {
            if (!rows.selects(row)) {
                return 0;
            }
            boolean isLast = row == rows.rowCount() - 1;
            int scores = isLast ? rows.valueCount(row) : rows.keyCount(row);
            return rows.topKCycles(row) + (scores + params.keysPerLine() - 1L) / params.keysPerLine();
        }
    }

    private static long serial(SpAttenRtlParams params, RtlWorkload rows, FetchPatterns fetches) {
        long cycles = params.buffersReadyCycle();
        for (int row = 0; row < rows.rowCount(); row++) {
            long keyLines = params.lines(rows.keyCount(row));
            long valueLines = params.lines(rows.valueCount(row));
            cycles += serialPass(params, keyLines, fetches.keys(row));
            if (rows.isRefetched(row)) {
                cycles += serialPass(params, keyLines, fetches.refetch(row));
            }
            cycles += rows.selects(row) ? rows.topKCycles(row) : 0;
            // While the values come, the scores that were not selected are thrown away.
            cycles += Math.max(keyLines, serialPass(params, valueLines, fetches.values(row)));
        }
        return cycles;
    }

    /** A fetch, whose lines are written and read as they come: one of a fused pair takes two cycles to write. */
    private static long serialPass(SpAttenRtlParams params, long lines, FetchPattern fetch) {
        RtlMemoryParams memory = params.memory();
        long open = (long) memory.tRpCycles() + memory.tRcdCycles();
        // Where two fetches meet, reads of one can close rows of the other.
        long reopened = fetch.reads() == 0 ? 0 : memory.outstandingReads();
        long rowsPerChannel = fetch.rows() / params.channels() + reopened;
        long fetchCycles = fetch.serialReads() * (memory.readLatencyCycles() + PORT_TURN) + rowsPerChannel * open;
        return Math.max(fetchCycles, 2 * lines) + SERIAL_DEPTH;
    }
}
