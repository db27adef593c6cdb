package tessera.cli.gna;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.suggest.PerfectStrides;
import tessera.models.gpu.GpuQuery;
import tessera.sim.gpu.DesignSearch;
import tessera.sim.gpu.DesignSearch.Design;
import tessera.sim.gpu.GpuEstimator;
import tessera.sim.gpu.Waterfall;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** The answer to {@code tessera gna --suggest --gpu}: tiles and strides by predicted time. */
public final class GpuSuggestions {
    private static final List<Column> COLUMNS = List.of(
            Column.of("window", "window"),
            Column.of("stride", "stride"),
            Column.of("query_tile", "query tile"),
            Column.of("kv_tile", "KV tile"),
            Column.of("mask_free", "mask-free"),
            Column.of("flop_speedup", "FLOP-wise", "×"),
            Column.of("kernel_us", "kernel", "µs"),
            Column.of("total_us", "total", "µs"),
            Column.of("speedup", "speedup", "×"),
            Column.of("speedup_with_permute", "with permutation", "×"));

    private final GpuQuery query;
    private final GpuEstimator estimator;
    /** Null when a sparsity was asked for instead of a window. */
    private final GnaProblem mask;

    private final List<Design> tiles;
    private final List<Design> front;
    private final Design defaults;

    /** Searches the strides and tiles of one mask. */
    public GpuSuggestions(GpuQuery query, GpuEstimator estimator, GnaProblem mask) {
        DesignSearch search = new DesignSearch(estimator, query);
        this.query = query;
        this.estimator = estimator;
        this.mask = mask;
        this.tiles = search.tiles(mask);
        this.defaults = search.defaults(mask);
        this.front = search.front(mask);
    }

    /** Searches the windows, strides and tiles of several masks. */
    public GpuSuggestions(GpuQuery query, GpuEstimator estimator, List<GnaProblem> masks) {
        this.query = query;
        this.estimator = estimator;
        this.mask = null;
        this.tiles = List.of();
        this.defaults = null;
        this.front = new DesignSearch(estimator, query).front(masks);
    }

    public void print(CommonOptions common, PrintWriter out) {
        Table table = table("gna_suggest", front);
        new Results(common, out).print(text(table), table, json());
    }

    private static Table table(String name, List<Design> designs) {
        return new Table(
                name, "", COLUMNS, designs.stream().map(GpuSuggestions::row).toList());
    }

    private static List<Object> row(Design design) {
        return Arrays.asList(
                GnaRows.perAxis(design.problem(), GnaAxis::window),
                GnaRows.perAxis(design.problem(), GnaAxis::stride),
                design.problem().queryTile().toString(),
                design.problem().kvTile().toString(),
                design.isMaskFree(),
                design.flopSpeedup(),
                design.estimate().kernelUs(),
                design.estimate().totalUs(),
                design.estimate().speedup(),
                design.estimate().speedupWithPermute());
    }

    private Design best() {
        return front.stream()
                .min(Comparator.comparingDouble(design -> design.estimate().totalUs()))
                .orElseThrow();
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gpu", query.gpu());
        json.put("kernel", estimator.catalog().kernel(query).name());
        json.put("dense_us", best().estimate().denseUs());
        json.put("best", table("best", List.of(best())).records().get(0));
        json.put("front", table("front", front).records());
        if (mask != null) {
            json.put("tiles", table("tiles", tiles).records());
            json.put("default", table("default", List.of(defaults)).records().get(0));
            json.put(
                    "default_price",
                    defaults.estimate().totalUs() / tiles.get(0).estimate().totalUs());
            json.put("perfect_strides", perfectStrides());
            json.put(
                    "smallest_perfect_stride",
                    smallestPerfect().map(Perfect::stride).orElse(null));
            json.put(
                    "largest_loss",
                    Waterfall.of(estimator, query, defaults.problem())
                            .largestLoss()
                            .step());
        }
        return json;
    }

    /** Tiles, and the smallest stride at which they need no mask. */
    private record Perfect(GnaProblem problem, List<Integer> stride) {
        long volume() {
            return stride.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        }
    }

    private PerfectStrides perfect(GnaProblem problem) {
        return PerfectStrides.of(problem, estimator.catalog().kernel(query).kvTiling());
    }

    private List<Map<String, Object>> perfectStrides() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Design design : tiles) {
            PerfectStrides perfect = perfect(design.problem());
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("query_tile", design.problem().queryTile().toString());
            fields.put("kv_tile", design.problem().kvTile().toString());
            fields.put("count", perfect.count());
            fields.put("per_axis", perfect.perAxis());
            fields.put("smallest", perfect.smallest().isEmpty() ? null : perfect.smallest());
            all.add(fields);
        }
        return all;
    }

    /** Over all tiles of the kernel, the fastest tiles first where strides are equally large. */
    private Optional<Perfect> smallestPerfect() {
        return tiles.stream()
                .map(design ->
                        new Perfect(design.problem(), perfect(design.problem()).smallest()))
                .filter(perfect -> !perfect.stride().isEmpty())
                .min(Comparator.comparingLong(Perfect::volume));
    }

    private String text(Table table) {
        StringBuilder text = new StringBuilder();
        if (mask != null) {
            text.append("Tiles of ")
                    .append(estimator.catalog().kernel(query).name())
                    .append(" on ")
                    .append(query.gpu())
                    .append(" at stride ")
                    .append(GnaRows.perAxis(mask, GnaAxis::stride))
                    .append(", fastest first:\n\n")
                    .append(TableText.aligned(table("tiles", tiles)))
                    .append('\n')
                    .append(advice())
                    .append("\n\n");
        }
        return text.append("No other stride and tiles are at once faster, as local (small stride) and as sparse:\n\n")
                .append(TableText.aligned(table))
                .toString();
    }

    private String advice() {
        Design fastest = tiles.get(0);
        Waterfall.Step loss = Waterfall.of(estimator, query, defaults.problem()).largestLoss();
        return String.format(
                Locale.ROOT,
                "The default tiles %s | %s take %.0f %% longer than the fastest. With them most time goes to %s (%,.0f µs: %s).%n%s",
                defaults.problem().queryTile(),
                defaults.problem().kvTile(),
                100 * (defaults.estimate().totalUs() / fastest.estimate().totalUs() - 1),
                loss.step().replace('_', ' '),
                loss.us(),
                loss.explanation(),
                smallestPerfect()
                        .map(perfect -> "The smallest stride that needs no mask is "
                                + String.join(
                                        "x",
                                        perfect.stride().stream()
                                                .map(String::valueOf)
                                                .toList())
                                + ", with tiles " + perfect.problem().queryTile() + " | "
                                + perfect.problem().kvTile() + ".")
                        .orElse("No stride does without masks: the window must be a multiple of the KV tile."));
    }
}
