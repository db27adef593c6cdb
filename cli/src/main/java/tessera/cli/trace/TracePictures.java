package tessera.cli.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tessera.traces.stat.HeadStatistics;
import tessera.traces.stat.LayerStatistics;
import tessera.traces.stat.MassCurve;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.trace.AttentionTrace;
import tessera.viz.chart.Axis;
import tessera.viz.chart.Categories;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.HeatMap;
import tessera.viz.chart.Line;
import tessera.viz.chart.LineChart;
import tessera.viz.chart.Point;
import tessera.viz.chart.RasterSheet;
import tessera.viz.draw.Palette;
import tessera.viz.report.Block;
import tessera.viz.report.ReportPage;
import tessera.viz.report.ReportPage.Fact;
import tessera.viz.report.Section;

/** The pictures of {@code trace info --pictures}: maps of every head, curves, and which tokens die where. */
public final class TracePictures {
    private static final int SMALL = 96;
    private static final int LARGE = 240;
    private static final int MOST_COLUMNS = 160;
    private static final int MOST_LINES = 6;
    private static final String COLOURS = "Colour: square root of the probability over the map's largest. Large traces:"
            + " evenly spread queries, of neighbouring keys the largest.";

    private final AttentionTrace trace;
    private final TraceStatistics statistics;

    private TracePictures(AttentionTrace trace, TraceStatistics statistics) {
        this.trace = trace;
        this.statistics = statistics;
    }

    /** A page with all pictures of a trace. */
    public static ReportPage page(AttentionTrace trace, TraceStatistics statistics) {
        return new TracePictures(trace, statistics).page();
    }

    private ReportPage page() {
        List<Section> sections = List.of(
                Section.of("heads", "How every head attends", Block.charts(sheet(), entropies())),
                Section.of(
                        "curves",
                        "How few keys hold how much",
                        Block.charts(massCurves(), importanceCurves(), locality())),
                Section.of("flow", "Which tokens die where", Block.charts(flow())),
                new Section("maps", "Two heads of every layer", List.of(new Block.Charts(maps()))));
        return new ReportPage(
                "Attention of " + trace.name(),
                trace.layerCount() + " layers x " + trace.headCount() + " heads, " + trace.queryCount() + " queries, "
                        + trace.keyCount() + " keys, head dim " + trace.headDim()
                        + (trace.isCausal() ? ", causal." : "."),
                List.of(),
                List.of(
                        new Fact("trace", trace.name()),
                        new Fact("SHA-256", trace.sha256()),
                        new Fact("precision", trace.precision().toString()),
                        new Fact("measured queries", statistics.measuredQueries() + " of " + trace.queryCount())),
                sections,
                List.of("Definitions of all figures: docs/traces.md."));
    }

    private Chart sheet() {
        List<List<RasterSheet.Panel>> panels = new ArrayList<>();
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            List<RasterSheet.Panel> row = new ArrayList<>();
            for (int head = 0; head < trace.headCount(); head++) {
                row.add(AttentionMaps.of(trace, layer, head, SMALL));
            }
            panels.add(row);
        }
        return new RasterSheet(
                Heading.full("sheet", "Attention maps of all layers and heads", COLOURS),
                Categories.numbered("layer", trace.layerCount()),
                Categories.numbered("head", trace.headCount()),
                "keys",
                "queries",
                panels);
    }

    private Chart entropies() {
        List<List<Double>> rows = statistics.perLayer().stream()
                .map(layer ->
                        layer.heads().stream().map(HeadStatistics::entropy).toList())
                .toList();
        double least =
                rows.stream().flatMap(List::stream).mapToDouble(d -> d).min().orElse(0);
        double most =
                rows.stream().flatMap(List::stream).mapToDouble(d -> d).max().orElse(0);
        return new HeatMap(
                Heading.full(
                        "entropy",
                        String.format(Locale.ROOT, "Heads differ: mean entropy %.1f to %.1f bits", least, most),
                        "0 bits: one key; "
                                + String.format(Locale.ROOT, "%.1f", Math.log(trace.keyCount()) / Math.log(2))
                                + " bits: all keys alike"),
                Axis.of("entropy", "bits"),
                Categories.numbered("layer", trace.layerCount()),
                Categories.numbered("head", trace.headCount()),
                rows);
    }

    private Chart massCurves() {
        return curves(
                Heading.half("mass_curve", "Probability on the largest keys of a row", "Mean over heads and queries"),
                "share of the keys",
                MassCurve.PERCENT,
                LayerStatistics::massCurve);
    }

    private Chart importanceCurves() {
        return curves(
                Heading.half(
                        "importance_curve",
                        "Token importance on the most important keys",
                        "Sum of p over queries, mean of heads"),
                "share of the keys",
                MassCurve.PERCENT,
                LayerStatistics::importanceCurve);
    }

    private Chart locality() {
        if (statistics.radii().isEmpty()) {
            return massCurveAgain();
        }
        return curves(
                Heading.half("locality", "Probability near the query", "Keys at most so far away along every axis"),
                "tokens",
                statistics.radii(),
                LayerStatistics::locality);
    }

    /** Without places there is no locality: the same curve by head of the first layer instead. */
    private Chart massCurveAgain() {
        List<Line> lines = new ArrayList<>();
        List<HeadStatistics> heads = statistics.perLayer().get(0).heads();
        for (int head = 0; head < Math.min(MOST_LINES, heads.size()); head++) {
            lines.add(line(
                    "head " + head, head, MassCurve.PERCENT, heads.get(head).massCurve()));
        }
        return new LineChart(
                Heading.half("mass_curve_heads", "Probability on the largest keys, layer 0 by head", ""),
                Axis.of("share of the keys", "%"),
                Axis.percent("probability"),
                false,
                lines);
    }

    private Chart curves(
            Heading heading, String across, List<Integer> places, Function<LayerStatistics, List<Double>> curve) {
        int count = Math.min(MOST_LINES, trace.layerCount());
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int layer = count == 1 ? 0 : i * (trace.layerCount() - 1) / (count - 1);
            lines.add(line(
                    "layer " + layer,
                    i,
                    places,
                    curve.apply(statistics.perLayer().get(layer))));
        }
        return new LineChart(
                heading,
                Axis.of(across, across.startsWith("share") ? "%" : ""),
                Axis.percent("probability"),
                false,
                lines);
    }

    private static Line line(String name, int series, List<Integer> places, List<Double> values) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            points.add(new Point(places.get(i), 100 * Math.min(1, values.get(i))));
        }
        return new Line(name, Palette.series(series), points);
    }

    private Chart flow() {
        double[][] flow = ImportanceFlow.of(trace);
        int columnCount = Math.min(MOST_COLUMNS, trace.keyCount());
        List<List<Double>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int column = 0; column < columnCount; column++) {
            names.add(Integer.toString((int) ((long) column * trace.keyCount() / columnCount)));
        }
        for (double[] layer : flow) {
            List<Double> row = new ArrayList<>();
            for (int column = 0; column < columnCount; column++) {
                int from = (int) ((long) column * layer.length / columnCount);
                int to = (int) ((column + 1L) * layer.length / columnCount);
                double most = Double.NaN;
                for (int key = from; key < to; key++) {
                    most = Double.isNaN(most)
                            ? layer[key]
                            : Math.max(most, Double.isNaN(layer[key]) ? most : layer[key]);
                }
                row.add(most);
            }
            rows.add(row);
        }
        return new HeatMap(
                Heading.full(
                        "importance_flow",
                        "Importance through the layers, and where tokens would be dropped",
                        "Rank by accumulated token importance among the tokens left. Empty: dropped, the least important"
                                + " first, down to " + Math.round(100 * ImportanceFlow.LAST_KEPT)
                                + " % after the last layer in equal steps."),
                Axis.percent("rank"),
                Categories.numbered("layer", trace.layerCount()),
                new Categories("token", names),
                rows);
    }

    private List<Chart> maps() {
        List<Chart> maps = new ArrayList<>();
        Comparator<HeadStatistics> byEntropy = Comparator.comparingDouble(HeadStatistics::entropy);
        for (LayerStatistics layer : statistics.perLayer()) {
            int focused = layer.heads().stream().min(byEntropy).orElseThrow().head();
            int spread = layer.heads().stream().max(byEntropy).orElseThrow().head();
            List<Integer> heads = focused == spread ? List.of(focused) : List.of(focused, spread);
            maps.add(new RasterSheet(
                    Heading.full(
                            "map_layer" + layer.layer(),
                            "Layer " + layer.layer() + ": its most focused and its most spread head",
                            COLOURS),
                    new Categories("layer", List.of(Integer.toString(layer.layer()))),
                    new Categories(
                            "head", heads.stream().map(head -> "head " + head).toList()),
                    "keys",
                    "queries",
                    List.of(heads.stream()
                            .map(head -> AttentionMaps.of(trace, layer.layer(), head, LARGE))
                            .toList())));
        }
        return maps;
    }
}
