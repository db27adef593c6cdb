package tessera.cli.hdl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.hdl.head.HeadCheck;
import tessera.hdl.head.HeadCheck.RowResult;
import tessera.hdl.run.BuildCache;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** What {@code simulate --rtl-check N} adds to a result: rows of the trace through the attention head in Verilog. */
public final class RtlCheck {
    private static final int MOST_ROWS = 10_000;
    private static final double VALUE_KEEP_RATIO = 0.3;

    private static final List<Column> COLUMNS = List.of(
            Column.of("layer", "layer"),
            Column.of("head", "head"),
            Column.of("query", "query"),
            Column.of("keys", "keys"),
            Column.of("kept_values", "kept values"),
            Column.of("second_pass", "second pass"),
            Column.of("cycles", "cycles", "cycles"),
            Column.of("least_cycles", "least by the formula", "cycles"),
            Column.of("most_cycles", "most by the formula", "cycles"),
            Column.of("right", "right"));

    private final List<RowResult> rows;

    /** Runs it. */
    public RtlCheck(AttentionTrace trace, int rowCount, long seed) {
        if (rowCount < 1 || rowCount > MOST_ROWS) {
            throw new InputException("--rtl-check = " + rowCount + ", must be between 1 and " + MOST_ROWS + " rows");
        }
        rows = HeadCheck.run(trace, rowCount, VALUE_KEEP_RATIO, seed, BuildCache.standard());
    }

    /** Whether every row is right, bit for bit and within the formula's cycles. */
    public boolean isClean() {
        return rows.stream().allMatch(RowResult::isRight);
    }

    private int mismatches() {
        return (int) rows.stream().filter(row -> !row.isRight()).count();
    }

    /** A row of the trace a line. */
    public Table table() {
        List<List<Object>> lines = new ArrayList<>();
        for (RowResult row : rows) {
            lines.add(List.of(
                    row.layer(),
                    row.head(),
                    row.query(),
                    row.keys(),
                    row.kept(),
                    row.isRefetched(),
                    row.cycles(),
                    row.leastCycles(),
                    row.mostCycles(),
                    row.isRight()));
        }
        return new Table("rtl_check", "", COLUMNS, lines);
    }

    public String text() {
        StringBuilder text = new StringBuilder(
                "\nThrough the attention head in Verilog: " + rows.size() + " rows, " + mismatches() + " wrong\n\n");
        text.append(TableText.aligned(table()));
        rows.stream()
                .filter(row -> row.difference().isPresent())
                .findFirst()
                .ifPresent(row -> text.append("first difference: ")
                        .append(row.difference().get())
                        .append('\n'));
        return text.toString();
    }

    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", rows.size());
        json.put("mismatches", mismatches());
        json.put("per_row", table().records());
        return json;
    }
}
