package tessera.traces.workload;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A SpAtten workload: one row per (generated token, layer, head), in execution order, as counts. Immutable; columns of
 * ints, one array each. Made by {@link #read} from the CSV form of the authors' workload files.
 * <b>Source:</b> mit-han-lab/spatten, simulator/workloads.
 */
public final class SpattenWorkload {
    /** What the bit columns hold where the algorithm run did not quantise. */
    public static final int NOT_QUANTISED = -1;

    private final String name;
    private final int rowCount;
    private final Map<WorkloadColumn, int[]> columns;
    private final double[] refetchThresholds;
    private final int[] lines;
    private final List<String> notes;

    /**
     * @param columns whole-number and flag columns that are there, {@code [row]}; flags as 0 and 1; taken over, not copied
     * @param refetchThresholds {@code [row]}, empty when the column is absent
     * @param lines 1-based line of each row in its file
     */
    SpattenWorkload(
            String name,
            Map<WorkloadColumn, int[]> columns,
            double[] refetchThresholds,
            int[] lines,
            List<String> notes) {
        this.name = name;
        this.rowCount = lines.length;
        this.columns = Collections.unmodifiableMap(new EnumMap<>(columns));
        this.refetchThresholds = refetchThresholds;
        this.lines = lines;
        this.notes = List.copyOf(notes);
    }

    /** Reads a CSV file; anything wrong in it is an InputException with file and line. */
    public static SpattenWorkload read(Path file) {
        return SpattenWorkloadCsv.read(file);
    }

    /** Reads CSV text; {@code name} stands for the file in messages. */
    public static SpattenWorkload parse(String name, String text) {
        return SpattenWorkloadCsv.parse(name, text);
    }

    /** The file as the user named it. */
    public String name() {
        return name;
    }

    /** At least 1. */
    public int rowCount() {
        return rowCount;
    }

    /** What was noticed and skipped while reading, a sentence each. */
    public List<String> notes() {
        return notes;
    }

    /** The columns that the file has. */
    public Set<WorkloadColumn> columns() {
        return columns.keySet();
    }

    public boolean has(WorkloadColumn column) {
        return columns.containsKey(column);
    }

    /** One cell of a whole-number column that {@link #has is there}; flags are 0 and 1. */
    public int value(WorkloadColumn column, int row) {
        int[] values = columns.get(column);
        if (values == null) {
            throw new IllegalStateException("column " + column.header() + " of " + name + " was read without has()");
        }
        return values[row];
    }

    /** Keys fetched, at least 1. */
    public int keyCount(int row) {
        return value(WorkloadColumn.KEY_COUNT, row);
    }

    /** Values fetched, 1 to {@link #keyCount}. */
    public int valueCount(int row) {
        return value(WorkloadColumn.VALUE_COUNT, row);
    }

    /** Bits of one key element, or {@link #NOT_QUANTISED}. */
    public int keyBits(int row) {
        return value(WorkloadColumn.KEY_BITS, row);
    }

    /** Bits of one value element, or {@link #NOT_QUANTISED}. */
    public int valueBits(int row) {
        return value(WorkloadColumn.VALUE_BITS, row);
    }

    /** Whether the low bits of this row's keys are fetched too and its scores computed again. */
    public boolean isRefetched(int row) {
        return value(WorkloadColumn.REFETCH, row) == 1;
    }

    /** Probability below which low bits are fetched, -1 where that is off; only when the column is there. */
    public double refetchThreshold(int row) {
        return refetchThresholds[row];
    }

    /** The workload in its own form: a header line and a line for each row, without what was skipped while reading. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        boolean hasThresholds = refetchThresholds.length > 0;
        List<WorkloadColumn> present = Arrays.stream(WorkloadColumn.values())
                .filter(column -> has(column) || (column == WorkloadColumn.REFETCH_THRESHOLD && hasThresholds))
                .toList();
        text.append(String.join(",", WorkloadColumn.headers(present))).append('\n');
        for (int row = 0; row < rowCount; row++) {
            for (int i = 0; i < present.size(); i++) {
                text.append(i == 0 ? "" : ",").append(cell(present.get(i), row));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String cell(WorkloadColumn column, int row) {
        return switch (column.form()) {
            case REAL -> Double.toString(refetchThreshold(row));
            case FLAG -> value(column, row) == 1 ? "True" : "False";
            case COUNT, BITS -> Integer.toString(value(column, row));
        };
    }

    /** {@code "file.csv:17"}: how messages name a row. */
    public String place(int row) {
        return name + ":" + lines[row];
    }
}
