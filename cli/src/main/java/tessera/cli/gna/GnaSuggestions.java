package tessera.cli.gna;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.KvTiling;
import tessera.models.gna.TileShape;
import tessera.models.gna.io.GnaResultWriter;
import tessera.models.gna.suggest.PerfectStrides;
import tessera.models.gna.suggest.TileSuggestions;
import tessera.models.gna.suggest.TileSuggestions.Suggestion;
import tessera.traces.check.InputException;
import tessera.traces.json.Json;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** The answer to {@code tessera gna --suggest}. */
public final class GnaSuggestions {
    private static final List<Column> COLUMNS = List.of(
            Column.of("kernel", "kernel"),
            Column.of("head_dims", "head dim"),
            Column.of("rank", "rank"),
            Column.of("query_tile", "query tile"),
            Column.of("kv_tile", "KV tile"),
            Column.of("kv_tiling", "KV tiling"),
            Column.of("released", "released"),
            Column.of("worst_case_speedup", "worst case"),
            Column.of("mean_speedup", "mean"),
            Column.of("waste", "waste"),
            Column.of("perfectly_block_sparse", "perfect"),
            Column.of("perfect_strides", "perfect strides"),
            Column.of("smallest_perfect_stride", "smallest"));

    private final GnaProblem problem;
    private final double flopSpeedup;
    private final List<Suggestion> suggestions;
    private final Map<KvTiling, PerfectStrides> strides = new LinkedHashMap<>();

    /** Searches; {@code headDim} limits the kernels and may be null. */
    public GnaSuggestions(GnaProblem problem, int top, Integer headDim) {
        if (top < 1) {
            throw new InputException("--top = " + top + ", must be at least 1 tile pair per kernel");
        }
        if (headDim != null && headDim < 1) {
            throw new InputException("--head-dim = " + headDim + ", must be at least 1");
        }
        this.problem = problem;
        this.suggestions = TileSuggestions.rank(problem, dims -> headDim == null || dims.holds(headDim), top);
        this.flopSpeedup = GnaAnalysis.analyze(problem).totals().flopSpeedup();
        for (KvTiling kvTiling : KvTiling.values()) {
            strides.put(kvTiling, PerfectStrides.of(problem, kvTiling));
        }
    }

    public void print(CommonOptions common, PrintWriter out) {
        Table table = new Table(
                "gna_suggest",
                "",
                COLUMNS,
                suggestions.stream().map(GnaSuggestions::row).toList());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("problem", Json.parse(GnaResultWriter.json(problem)));
        json.put("flop_speedup", flopSpeedup);
        json.put("perfect_strides", strideRecords());
        json.put("tiles", suggestions.stream().map(GnaSuggestions::tileRecord).toList());
        new Results(common, out).print(text(table), table, json);
    }

    private static List<Object> row(Suggestion suggestion) {
        List<Object> row = new ArrayList<>(List.of(
                suggestion.tiles().kernel(),
                suggestion.tiles().headDims().toString(),
                suggestion.rank(),
                suggestion.tiles().queryTile().toString(),
                suggestion.tiles().kvTile().toString(),
                suggestion.tiles().kvTiling().label(),
                suggestion.tiles().isReleased(),
                suggestion.worstCaseSpeedup(),
                suggestion.meanSpeedup(),
                suggestion.waste(),
                suggestion.isPerfectlyBlockSparse(),
                suggestion.perfectStrides().count()));
        List<Integer> smallest = suggestion.perfectStrides().smallest();
        row.add(smallest.isEmpty() ? null : joined(smallest));
        return row;
    }

    private static Map<String, Object> tileRecord(Suggestion suggestion) {
        Map<String, Object> entry = new LinkedHashMap<>();
        List<Object> row = row(suggestion);
        for (int i = 0; i < COLUMNS.size(); i++) {
            entry.put(COLUMNS.get(i).key(), row.get(i));
        }
        entry.put("query_tile", extents(suggestion.tiles().queryTile()));
        entry.put("kv_tile", extents(suggestion.tiles().kvTile()));
        List<Integer> smallest = suggestion.perfectStrides().smallest();
        entry.put("smallest_perfect_stride", smallest.isEmpty() ? null : smallest);
        return entry;
    }

    private Map<String, Object> strideRecords() {
        Map<String, Object> records = new LinkedHashMap<>();
        strides.forEach((kvTiling, perfect) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("count", perfect.count());
            entry.put("searched", perfect.searchedCount());
            entry.put("smallest", perfect.smallest().isEmpty() ? null : perfect.smallest());
            entry.put("per_axis", perfect.perAxis());
            records.put(kvTiling.label(), entry);
        });
        return records;
    }

    private String text(Table table) {
        StringBuilder text = new StringBuilder("layout ")
                .append(GnaRows.perAxis(problem, GnaAxis::length))
                .append(", window ")
                .append(GnaRows.perAxis(problem, GnaAxis::window))
                .append(", stride ")
                .append(GnaRows.perAxis(problem, GnaAxis::stride))
                .append(": FLOP-wise speedup ")
                .append(TableText.readable(flopSpeedup))
                .append(
                        "\n\nTiles at this stride, least waste first within a kernel. A perfect stride needs no mask and"
                                + " reaches the\nFLOP-wise speedup; 'perfect strides' counts them among all strides up to the"
                                + " window.\n\n")
                .append(TableText.aligned(table))
                .append('\n');
        strides.forEach((kvTiling, perfect) -> text.append("Perfect strides of ")
                .append(problem.queryTile())
                .append(" | ")
                .append(problem.kvTile())
                .append(", ")
                .append(kvTiling.label())
                .append(" KV tiling: ")
                .append(sentence(perfect))
                .append('\n'));
        return text.toString();
    }

    private static String sentence(PerfectStrides perfect) {
        StringBuilder text = new StringBuilder()
                .append(TableText.readable(perfect.count()))
                .append(" of ")
                .append(TableText.readable(perfect.searchedCount()));
        for (int axis = 0; axis < perfect.perAxis().size(); axis++) {
            List<Integer> along = perfect.perAxis().get(axis);
            text.append(axis == 0 ? ": " : " x ").append(along.isEmpty() ? "{none}" : "{" + ranges(along) + "}");
        }
        if (!perfect.smallest().isEmpty()) {
            text.append(", the smallest is ").append(joined(perfect.smallest()));
        }
        return text.toString();
    }

    /** {@code 1-16, 24}. */
    private static String ranges(List<Integer> ascending) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ascending.size(); i++) {
            int last = i;
            while (last + 1 < ascending.size() && ascending.get(last + 1) == ascending.get(last) + 1) {
                last++;
            }
            text.append(i == 0 ? "" : ", ").append(ascending.get(i));
            text.append(last == i ? "" : "-" + ascending.get(last));
            i = last;
        }
        return text.toString();
    }

    private static String joined(List<Integer> numbers) {
        return String.join("x", numbers.stream().map(String::valueOf).toList());
    }

    private static List<Integer> extents(TileShape shape) {
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            extents.add(shape.extent(axis));
        }
        return extents;
    }
}
