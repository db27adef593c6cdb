package tessera.cli.gna;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tessera.models.gna.DynamicTiles;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.StaticTiles;
import tessera.models.gna.TileHistogram;
import tessera.sim.gpu.GpuEstimate;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** Results as one row each: every field for CSV, the telling ones for people. */
final class GnaRows {
    private GnaRows() {}

    /**
     * A line of a problem file with its answer: either a result or what was wrong with the line.
     *
     * @param gpu fields of the GPU's answer; empty when the line names no GPU
     */
    record Answer(long line, GnaResult result, String error, Map<String, Object> gpu) {
        static Answer of(long line, GnaResult result) {
            return new Answer(line, result, "", Map.of());
        }

        static Answer of(long line, GnaResult result, GpuEstimate estimate) {
            return new Answer(line, result, "", estimate.fields());
        }

        boolean isRefused() {
            return !error.isEmpty();
        }
    }

    /** One cell of a result; the header is empty when a person's table leaves it out. */
    private record Field(String key, String header, Function<GnaResult, Object> cell) {
        boolean isTelling() {
            return !header.isEmpty();
        }
    }

    private static final List<Field> FIELDS = List.of(
            told("layout", result -> perAxis(result.problem(), GnaAxis::length)),
            told("window", result -> perAxis(result.problem(), GnaAxis::window)),
            told("stride", result -> perAxis(result.problem(), GnaAxis::stride)),
            told("dilation", result -> perAxis(result.problem(), GnaAxis::dilation)),
            told("causal", result -> causal(result.problem())),
            told("query_tile", result -> result.problem().queryTile().toString()),
            told("kv_tile", result -> result.problem().kvTile().toString()),
            all("tiling", result -> result.problem().tiling().label()),
            all("tokens", result -> result.totals().tokens()),
            all("attended_pairs", result -> result.totals().attendedPairs()),
            told("flop_speedup", result -> result.totals().flopSpeedup()),
            all("query_tiles", result -> result.totals().queryTiles()),
            all("launched_query_tiles", result -> result.totals().launchedQueryTiles()),
            all("dense_query_tiles", result -> result.totals().denseQueryTiles()),
            all("dense_kv_tiles", result -> result.totals().denseKvTiles()),
            all("dense_tile_pairs", result -> result.totals().denseTilePairs()),
            ofStatic("visited_tile_pairs", "", StaticTiles::visitedTilePairs),
            ofStatic("range_visited_tile_pairs", "", StaticTiles::rangeVisitedTilePairs),
            ofStatic("full", "", StaticTiles::full),
            ofStatic("pad_only", "", StaticTiles::padOnly),
            ofStatic("partial", "", StaticTiles::partial),
            ofStatic("min_kv_tiles", "", StaticTiles::minKvTiles),
            ofStatic("max_kv_tiles", "", StaticTiles::maxKvTiles),
            ofStatic("kv_tiles_histogram", "", tiles -> histogram(tiles.kvTilesHistogram())),
            ofStatic("worst_case_speedup", "static worst", StaticTiles::worstCaseSpeedup),
            ofStatic("mean_speedup", "static mean", StaticTiles::meanSpeedup),
            ofStatic("waste", "", StaticTiles::waste),
            ofStatic("perfectly_block_sparse", "perfect", StaticTiles::isPerfectlyBlockSparse),
            ofStatic("mask_free", "", StaticTiles::isMaskFree),
            ofDynamic("visited_tile_pairs", "", DynamicTiles::visitedTilePairs),
            ofBoxes("full", DynamicTiles.Boxes::full),
            ofBoxes("truncated_only", DynamicTiles.Boxes::truncatedOnly),
            ofBoxes("partial", DynamicTiles.Boxes::partial),
            ofBoxes("min_kv_tiles", DynamicTiles.Boxes::minKvTiles),
            ofDynamic("max_kv_tiles", "", DynamicTiles::maxKvTiles),
            ofDynamic("worst_case_speedup", "dynamic worst", DynamicTiles::worstCaseSpeedup),
            ofDynamic("mean_speedup", "dynamic mean", DynamicTiles::meanSpeedup),
            ofDynamic("waste", "", DynamicTiles::waste),
            ofBoxes("perfectly_block_sparse", DynamicTiles.Boxes::isPerfectlyBlockSparse),
            ofBoxes("mask_free", DynamicTiles.Boxes::isMaskFree));

    private static final Set<String> TOLD_OF_GPU =
            Set.of("kernel", "kernel_us", "total_us", "dense_us", "speedup", "bound_by");

    /** The GPU fields that any of the answers has. */
    private static List<String> gpuFields(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> !answer.gpu().isEmpty())
                .findFirst()
                .map(answer -> List.copyOf(answer.gpu().keySet()))
                .orElse(List.of());
    }

    /** Every field of one result. */
    static Table single(GnaResult result) {
        return new Table("gna", "", columns(FIELDS), List.of(cells(FIELDS, result)));
    }

    /** Every field of every answer, with its line number; a line that was refused has only its error. */
    static Table everything(List<Answer> answers) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("line", "line"));
        columns.addAll(columns(FIELDS));
        List<String> gpuFields = gpuFields(answers);
        gpuFields.forEach(name -> columns.add(Column.of("gpu_" + name, "gpu " + name)));
        columns.add(Column.of("error", "error"));
        List<List<Object>> rows = new ArrayList<>();
        for (Answer answer : answers) {
            List<Object> row = new ArrayList<>();
            row.add(answer.line());
            row.addAll(answer.isRefused() ? Collections.nCopies(FIELDS.size(), null) : cells(FIELDS, answer.result()));
            gpuFields.forEach(name -> row.add(answer.gpu().get(name)));
            row.add(answer.isRefused() ? answer.error() : null);
            rows.add(row);
        }
        return new Table("gna", "", columns, rows);
    }

    /** What a person compares, a row a problem; then a sentence for each line that was refused. */
    static String summary(List<Answer> answers) {
        List<Field> fields = FIELDS.stream().filter(Field::isTelling).toList();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("line", "line"));
        columns.addAll(columns(fields));
        List<String> gpuFields =
                gpuFields(answers).stream().filter(TOLD_OF_GPU::contains).toList();
        gpuFields.forEach(name -> columns.add(Column.of("gpu_" + name, name.replace('_', ' '))));
        List<List<Object>> rows = new ArrayList<>();
        StringBuilder refusals = new StringBuilder();
        for (Answer answer : answers) {
            if (answer.isRefused()) {
                refusals.append("line ").append(answer.line()).append(": ");
                refusals.append(answer.error()).append('\n');
                continue;
            }
            List<Object> row = new ArrayList<>(List.of(answer.line()));
            row.addAll(cells(fields, answer.result()));
            gpuFields.forEach(name -> row.add(answer.gpu().get(name)));
            rows.add(row);
        }
        String table = rows.isEmpty() ? "" : TableText.aligned(new Table("gna", "", columns, rows));
        return table + (table.isEmpty() || refusals.isEmpty() ? "" : "\n") + refusals;
    }

    /** {@code 30x48x80}. */
    static String perAxis(GnaProblem problem, Function<GnaAxis, Integer> number) {
        return String.join(
                "x",
                problem.axes().stream()
                        .map(axis -> number.apply(axis).toString())
                        .toList());
    }

    /** {@code no,no,yes}. */
    static String causal(GnaProblem problem) {
        return String.join(
                ",",
                problem.axes().stream()
                        .map(axis -> axis.isCausal() ? "yes" : "no")
                        .toList());
    }

    /** {@code 50:16 84:240}: KV tiles and the query tiles that visit so many. */
    static String histogram(TileHistogram histogram) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < histogram.size(); i++) {
            text.append(i == 0 ? "" : " ")
                    .append(histogram.kvTiles(i))
                    .append(':')
                    .append(histogram.count(i));
        }
        return text.toString();
    }

    private static List<Column> columns(List<Field> fields) {
        return fields.stream()
                .map(field -> Column.of(field.key(), field.header()))
                .toList();
    }

    private static List<Object> cells(List<Field> fields, GnaResult result) {
        List<Object> cells = new ArrayList<>();
        fields.forEach(field -> cells.add(field.cell().apply(result)));
        return cells;
    }

    private static Field all(String key, Function<GnaResult, Object> cell) {
        return new Field(key, "", cell);
    }

    private static Field told(String key, Function<GnaResult, Object> cell) {
        return new Field(key, key.replace('_', ' '), cell);
    }

    private static Field ofStatic(String key, String header, Function<StaticTiles, Object> cell) {
        return new Field(
                "static_" + key, header, result -> result.hasStatic() ? cell.apply(result.staticTiles()) : null);
    }

    private static Field ofDynamic(String key, String header, Function<DynamicTiles, Object> cell) {
        return new Field(
                "dynamic_" + key, header, result -> result.hasDynamic() ? cell.apply(result.dynamicTiles()) : null);
    }

    private static Field ofBoxes(String key, Function<DynamicTiles.Boxes, Object> cell) {
        return ofDynamic(key, "", tiles -> tiles instanceof DynamicTiles.Boxes boxes ? cell.apply(boxes) : null);
    }
}
