package tessera.viz.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tessera.viz.chart.Axis;
import tessera.viz.chart.BarChart;
import tessera.viz.chart.Categories;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.HeatMap;
import tessera.viz.chart.IntervalChart;
import tessera.viz.chart.Line;
import tessera.viz.chart.LineChart;
import tessera.viz.chart.ParallelChart;
import tessera.viz.chart.ScatterChart;
import tessera.viz.chart.Series;
import tessera.viz.chart.TileAxis;
import tessera.viz.chart.TileGrid;
import tessera.viz.chart.TileKind;
import tessera.viz.chart.TileMap;
import tessera.viz.chart.TornadoChart;
import tessera.viz.chart.WaterfallChart;
import tessera.viz.draw.Palette;

/** Charts of every kind with any number of things, values of any size, and names of any length. */
final class RandomCharts {
    private static final String[] WORDS = {
        "simulated",
        "DRAM",
        "read",
        "cascade-pruned",
        "with",
        "HunyuanVideo",
        "18x24x24",
        "(91 %)",
        "k",
        "progressive",
        "quantisation",
        "lower",
        "of",
        "SpAtten-eighth-of-the-preset-with-a-very-long-name",
        "B200"
    };
    private static final List<BarChart.Layout> LAYOUTS = List.of(BarChart.Layout.values());
    private static final List<TileKind> KINDS = List.of(TileKind.values());

    private final Random random;

    RandomCharts(int seed) {
        random = new Random(seed);
    }

    Chart next() {
        return switch (random.nextInt(9)) {
            case 0 -> lines();
            case 1 -> bars();
            case 2 -> waterfall();
            case 3 -> intervals();
            case 4 -> tiles();
            case 5 -> scatter();
            case 6 -> tornado();
            case 7 -> parallel();
            default -> heat();
        };
    }

    private String words(int most) {
        StringBuilder text = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private Heading heading() {
        return random.nextBoolean() ? Heading.full("x", words(20), words(20)) : Heading.half("x", words(20), words(20));
    }

    private Axis axis() {
        return Axis.of(words(3), random.nextBoolean() ? "" : "MiB/s");
    }

    private double magnitude() {
        return Math.pow(10, random.nextInt(10) - 2);
    }

    private List<Double> values(int count, double magnitude) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(random.nextInt(4) == 0 ? 0 : magnitude * random.nextDouble());
        }
        return values;
    }

    private Categories categories(int most) {
        int count = 1 + random.nextInt(most);
        if (random.nextBoolean()) {
            return Categories.numbered("layer", count);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(words(4));
        }
        return new Categories(random.nextBoolean() ? "" : words(3), names);
    }

    private Chart lines() {
        List<Line> lines = new ArrayList<>();
        double magnitude = magnitude();
        int points = 1 + random.nextInt(30);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            lines.add(new Line(words(3), Palette.series(i), Line.numbered(values(points, magnitude))));
        }
        return new LineChart(heading(), Axis.free(words(3), ""), axis(), random.nextBoolean(), lines);
    }

    private Chart bars() {
        BarChart.Layout layout = LAYOUTS.get(random.nextInt(LAYOUTS.size()));
        Categories categories = categories(16);
        List<Series> series = new ArrayList<>();
        double magnitude = magnitude();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            series.add(new Series(
                    words(3), Palette.series(i), values(categories.names().size(), magnitude)));
        }
        return new BarChart(heading(), layout, categories, axis(), series);
    }

    private Chart waterfall() {
        double start = magnitude();
        double reached = start;
        List<WaterfallChart.Step> steps = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            double next = reached * (0.4 + 0.8 * random.nextDouble());
            steps.add(new WaterfallChart.Step(words(4), next - reached, random.nextBoolean() ? "" : words(8)));
            reached += next - reached;
        }
        List<WaterfallChart.Level> references = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            references.add(new WaterfallChart.Level(words(3), start * random.nextDouble(), ""));
        }
        return new WaterfallChart(
                heading(),
                Axis.of(words(2), random.nextBoolean() ? "×" : "µs"),
                new WaterfallChart.Level(words(4), start, words(6)),
                steps,
                new WaterfallChart.Level(words(4), reached, words(6)),
                references);
    }

    private Chart intervals() {
        List<IntervalChart.Row> rows = new ArrayList<>();
        for (int i = 1 + random.nextInt(150); i > 0; i--) {
            double lower = Math.pow(10, 1 + 4 * random.nextDouble());
            rows.add(new IntervalChart.Row(words(4), lower, lower * (0.98 + random.nextDouble()), lower * 2));
        }
        Axis axis = random.nextBoolean() ? Axis.log("cycles", "") : Axis.of("cycles", "");
        return new IntervalChart(heading(), axis, IntervalChart.Names.CYCLES, rows);
    }

    private Chart tiles() {
        TileGrid grid = TileGrid.of(
                1 + random.nextInt(200),
                1 + random.nextInt(200),
                (query, kv) -> KINDS.get(random.nextInt(KINDS.size())));
        return new TileMap(
                heading(), new TileAxis("query tile", 1 + random.nextInt(20), words(3)), TileAxis.of("KV tile"), grid);
    }

    private Chart scatter() {
        List<ScatterChart.Dot> dots = new ArrayList<>();
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            dots.add(new ScatterChart.Dot(1 + random.nextDouble(), magnitude(), words(2)));
        }
        List<ScatterChart.Dot> front = dots.subList(0, random.nextInt(dots.size()));
        Axis y = random.nextBoolean() ? Axis.log(words(2), "µs") : axis();
        return new ScatterChart(
                heading(),
                Axis.free(words(3), "mm²"),
                y,
                List.of(
                        new ScatterChart.Group(words(3), Palette.BLUE, dots),
                        new ScatterChart.Group("b", Palette.GREEN, List.of())),
                front.stream().sorted((a, b) -> Double.compare(a.x(), b.x())).toList());
    }

    private Chart tornado() {
        double base = magnitude();
        List<TornadoChart.Row> rows = new ArrayList<>();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            double low = random.nextBoolean() ? base : base * random.nextDouble();
            double high = random.nextBoolean() ? base : base * (1 + 5 * random.nextDouble());
            rows.add(new TornadoChart.Row(words(4), low, words(2), high, random.nextBoolean() ? "" : words(3)));
        }
        return new TornadoChart(heading(), Axis.free(words(3), "mm²"), base, words(3), random.nextBoolean(), rows);
    }

    private Chart parallel() {
        int axisCount = 2 + random.nextInt(14);
        List<ParallelChart.Coordinate> axes = new ArrayList<>();
        for (int i = 0; i < axisCount; i++) {
            axes.add(new ParallelChart.Coordinate(words(3), 0, magnitude(), words(2), words(2)));
        }
        List<ParallelChart.Path> paths = new ArrayList<>();
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            paths.add(new ParallelChart.Path(
                    words(4), Palette.series(i), i < 4, values(axisCount, magnitude()), List.of()));
        }
        return new ParallelChart(heading(), axes, paths);
    }

    private Chart heat() {
        Categories rows = categories(40);
        Categories columns = Categories.numbered("head", 1 + random.nextInt(40));
        List<List<Double>> values = new ArrayList<>();
        double magnitude = magnitude();
        for (int i = 0; i < rows.names().size(); i++) {
            values.add(values(columns.names().size(), magnitude));
        }
        return new HeatMap(heading(), axis(), rows, columns, values);
    }
}
