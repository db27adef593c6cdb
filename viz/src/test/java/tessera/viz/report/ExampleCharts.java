package tessera.viz.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TilePairs;
import tessera.models.gna.TileShape;
import tessera.viz.chart.Axis;
import tessera.viz.chart.BarChart;
import tessera.viz.chart.BarChart.Layout;
import tessera.viz.chart.Categories;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.HeatMap;
import tessera.viz.chart.IntervalChart;
import tessera.viz.chart.Line;
import tessera.viz.chart.LineChart;
import tessera.viz.chart.ScatterChart;
import tessera.viz.chart.Series;
import tessera.viz.chart.TileAxis;
import tessera.viz.chart.TileGrid;
import tessera.viz.chart.TileKind;
import tessera.viz.chart.TileMap;
import tessera.viz.chart.WaterfallChart;
import tessera.viz.chart.WaterfallChart.Level;
import tessera.viz.draw.Palette;

/** One chart of each kind and size with numbers that look like real ones. Only the tile maps are computed. */
final class ExampleCharts {
    static final String TRACE = "6-layer encoder, 12 heads, 256 tokens; SpAtten preset";
    private static final Axis CYCLES = Axis.of("cycles", "");

    private ExampleCharts() {}

    static List<Chart> all() {
        return List.of(
                tokens(),
                heads(),
                cycles(),
                dram(),
                headMap(),
                flux(),
                hunyuan(),
                fluxMap(),
                hunyuanMap(),
                smallMap(),
                sandwich(),
                manyRows(),
                shares(),
                columns(),
                front(),
                ExampleDesigns.tornado(),
                ExampleDesigns.parallel(),
                ExampleSheets.heads(6, 12),
                ExampleSheets.heads(40, 70),
                ExampleSheets.heads(1, 1));
    }

    static Chart tokens() {
        return new LineChart(
                Heading.half(
                        "tokens",
                        "Four in ten tokens are left in the last layer",
                        "Tokens that enter each layer. " + TRACE),
                Axis.free("layer", ""),
                Axis.of("tokens", ""),
                true,
                List.of(
                        Line.baseline("without pruning", List.of(256.0, 256.0, 256.0, 256.0, 256.0, 256.0)),
                        Line.main("with cascade pruning", List.of(256.0, 218.0, 185.0, 157.0, 134.0, 114.0))));
    }

    static Chart heads() {
        return new LineChart(
                Heading.half(
                        "heads",
                        "Head pruning starts at layer 2 and removes 4 of 12",
                        "Heads that enter each layer. " + TRACE),
                Axis.free("layer", ""),
                Axis.of("heads", ""),
                true,
                List.of(
                        Line.baseline("without pruning", List.of(12.0, 12.0, 12.0, 12.0, 12.0, 12.0)),
                        Line.main("with cascade pruning", List.of(12.0, 12.0, 11.0, 10.0, 9.0, 8.0))));
    }

    static Chart cycles() {
        return new BarChart(
                Heading.half(
                        "cycles",
                        "Later layers gain most: 4.1 times fewer cycles in layer 5",
                        "Cycles per layer. " + TRACE),
                Layout.GROUPED_COLUMNS,
                Categories.numbered("layer", 6),
                CYCLES,
                List.of(
                        Series.baseline(
                                "without pruning", List.of(61440.0, 61440.0, 61440.0, 61440.0, 61440.0, 61440.0)),
                        Series.main(
                                "with cascade pruning",
                                List.of(52224.0, 41216.0, 31320.0, 23550.0, 18090.0, 14988.0))));
    }

    static Chart dram() {
        return new BarChart(
                Heading.half("dram", "DRAM traffic falls by 52 %", "Bytes read per layer. " + TRACE),
                Layout.GROUPED_COLUMNS,
                Categories.numbered("layer", 6),
                Axis.of("DRAM read", "KiB"),
                List.of(
                        Series.baseline("without pruning", List.of(288.0, 288.0, 288.0, 288.0, 288.0, 288.0)),
                        Series.main("with cascade pruning", List.of(240.5, 190.75, 148.4, 110.2, 83.9, 61.7))));
    }

    static Chart headMap() {
        Random random = new Random(1);
        List<List<Double>> rows = new ArrayList<>();
        for (int layer = 0; layer < 6; layer++) {
            List<Double> row = new ArrayList<>();
            for (int head = 0; head < 12; head++) {
                boolean isPruned = layer >= 2 && head % 5 == 3 && head > 12 - 2 * layer;
                row.add(isPruned ? Double.NaN : Math.rint(1000 * (0.2 + 0.75 * random.nextDouble())) / 10);
            }
            rows.add(row);
        }
        return new HeatMap(
                Heading.full(
                        "mass",
                        "Some heads look at few tokens only: they carry the pruning",
                        "Share of each row's probability on its ten largest keys. Empty: pruned head."),
                Axis.percent("mass"),
                Categories.numbered("layer", 6),
                Categories.numbered("head", 12),
                rows);
    }

    static Chart flux() {
        return WaterfallChart.through(
                Heading.half(
                        "flux_waterfall",
                        "FLUX 4K, stride 1: tiles cost 31 % of the speedup",
                        "256x256, window 80x80, query tile 16x16, KV tile 16x8"),
                Axis.of("speedup over self attention", "×"),
                List.of(
                        new Level("FLOP-wise", 10.24, "attended pairs only"),
                        new Level("tile quantisation", 7.060547295841413, "edge tiles are computed whole"),
                        new Level("worst query tile", 6.095238095238095, "the longest one decides in one wave"),
                        new Level("upper bound", 6.095238095238095, "of one wave")),
                List.of(new Level("measured on B200 (published)", 5.0, "")));
    }

    static Chart hunyuan() {
        return WaterfallChart.through(
                Heading.half(
                        "hunyuan_waterfall",
                        "HunyuanVideo, stride 16x8x8: nothing is lost",
                        "30x48x80, window 18x24x24, query tile 4x8x8, KV tile 2x8x8"),
                Axis.of("speedup over self attention", "×"),
                List.of(
                        new Level("FLOP-wise", 100.0 / 9, "attended pairs only"),
                        new Level("tile quantisation", 100.0 / 9, "windows begin and end at tiles"),
                        new Level("worst query tile", 100.0 / 9, "all query tiles are alike"),
                        new Level("upper bound", 100.0 / 9, "of one wave and of many")),
                List.of());
    }

    static TileGrid fluxGrid(int stride) {
        return grid(new int[] {256, 256}, new int[] {80, 80}, stride, new int[] {16, 16}, new int[] {16, 8});
    }

    private static TileGrid grid(int[] layout, int[] window, int stride, int[] queryTile, int[] kvTile) {
        int[] strides = new int[layout.length];
        Arrays.fill(strides, stride);
        TilePairs pairs = new TilePairs(
                GnaProblem.multiDim(layout, window, strides, TileShape.of(queryTile), TileShape.of(kvTile)));
        return TileGrid.of(
                pairs.queryTileCount(),
                pairs.kvTileCount(),
                (query, kv) -> TileKind.valueOf(pairs.kind(query, kv).name()));
    }

    static Chart fluxMap() {
        return new TileMap(
                Heading.full(
                        "flux_map",
                        "FLUX 4K, stride 1: more than half of the visited tiles need a mask",
                        "256x256, window 80x80, stride 1x1"),
                new TileAxis("query tile, 16x16 tokens, raster order", 16, "one row of tiles"),
                new TileAxis("KV tile, 16x8 tokens, raster order", 32, "one row of tiles"),
                fluxGrid(1));
    }

    static Chart hunyuanMap() {
        return new TileMap(
                Heading.full(
                        "hunyuan_map",
                        "HunyuanVideo, stride 1: 19 % of the tiles for 9 % of the pairs",
                        "30x48x80, window 18x24x24, stride 1x1x1"),
                new TileAxis("query tile, 4x8x8 tokens, raster order", 60, "4 frames"),
                new TileAxis("KV tile, 2x8x8 tokens, raster order", 60, "2 frames"),
                grid(new int[] {30, 48, 80}, new int[] {18, 24, 24}, 1, new int[] {4, 8, 8}, new int[] {2, 8, 8}));
    }

    static Chart smallMap() {
        return new TileMap(
                Heading.half(
                        "small_map", "A window of 24 over 64 tokens", "One axis, query tile and KV tile of 8 tokens"),
                TileAxis.of("query tile"),
                TileAxis.of("KV tile"),
                grid(new int[] {64}, new int[] {24}, 1, new int[] {8}, new int[] {8}));
    }

    static Chart sandwich() {
        List<IntervalChart.Row> rows = new ArrayList<>();
        double[] cycles = {52224, 41216, 31320, 23550, 18090, 14988};
        for (int layer = 0; layer < 6; layer++) {
            rows.add(new IntervalChart.Row(
                    "pruned, layer " + layer, cycles[layer] * 0.83, cycles[layer], cycles[layer] * 3.1));
        }
        for (int layer = 0; layer < 6; layer++) {
            rows.add(new IntervalChart.Row("dense, layer " + layer, 57000, 61440, 204800));
        }
        return new IntervalChart(
                Heading.full(
                        "sandwich",
                        "Every simulated row lies between its bounds, within 1.2 times of the lower",
                        TRACE),
                Axis.log("cycles", ""),
                IntervalChart.Names.CYCLES,
                rows);
    }

    static Chart manyRows() {
        Random random = new Random(2);
        List<IntervalChart.Row> rows = new ArrayList<>();
        for (int i = 0; i < 72; i++) {
            double lower = 2000 + 3000 * random.nextDouble();
            double value = i == 41 ? lower * 0.9 : lower * (1.05 + 0.3 * random.nextDouble());
            rows.add(new IntervalChart.Row("layer " + i / 12 + " head " + i % 12, lower, value, lower * 3.3));
        }
        return new IntervalChart(
                Heading.half("many_rows", "One row breaks its lower bound", "72 rows of one trace"),
                Axis.of("cycles", ""),
                IntervalChart.Names.CYCLES,
                rows);
    }

    static Chart shares() {
        return new BarChart(
                Heading.full(
                        "shares",
                        "Without pruning the QK array waits for keys; with pruning top-k shows up",
                        "Share of the cycles in which each unit was the one that the others waited for"),
                Layout.STACKED_ROWS,
                new Categories(
                        "",
                        List.of(
                                "without pruning",
                                "with cascade pruning",
                                "with pruning and progressive quantisation")),
                Axis.percent("share of cycles"),
                List.of(
                        new Series("key fetch", Palette.series(0), List.of(46.0, 31.0, 22.5)),
                        new Series("QK", Palette.series(1), List.of(31.0, 28.0, 30.0)),
                        new Series("softmax", Palette.series(2), List.of(7.0, 9.0, 11.5)),
                        new Series("top-k", Palette.series(3), List.of(0.0, 12.0, 14.0)),
                        new Series("value fetch", Palette.series(4), List.of(10.0, 11.0, 12.0)),
                        new Series("PV", Palette.series(5), List.of(6.0, 9.0, 10.0))));
    }

    static Chart columns() {
        return new BarChart(
                Heading.half("energy", "DRAM is still half of the energy", "Energy per trace"),
                Layout.STACKED_COLUMNS,
                new Categories("", List.of("without pruning", "with cascade pruning", "and progressive quantisation")),
                Axis.of("energy", "µJ"),
                List.of(
                        new Series("DRAM", Palette.series(0), List.of(41.0, 19.6, 12.1)),
                        new Series("SRAM", Palette.series(1), List.of(14.2, 8.1, 7.0)),
                        new Series("MAC arrays", Palette.series(2), List.of(22.0, 10.9, 10.8)),
                        new Series("top-k", Palette.series(3), List.of(0.0, 0.6, 0.6))));
    }

    static Chart front() {
        Random random = new Random(3);
        List<ScatterChart.Dot> dots = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            double area = 2 + 8 * random.nextDouble();
            dots.add(new ScatterChart.Dot(area, 900 / area * (1 + 1.5 * random.nextDouble()) + 40, "design " + i));
        }
        List<ScatterChart.Dot> front = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (ScatterChart.Dot dot :
                dots.stream().sorted((a, b) -> Double.compare(a.x(), b.x())).toList()) {
            if (dot.y() < best) {
                best = dot.y();
                front.add(dot);
            }
        }
        return new ScatterChart(
                Heading.full("front", "Beyond 6 mm² more area buys little", "160 designs of the SpAtten space"),
                Axis.free("area", "mm²"),
                Axis.of("time per trace", "µs"),
                List.of(
                        new ScatterChart.Group("8 multiplier lanes", Palette.series(0), dots.subList(0, 80)),
                        new ScatterChart.Group("16 multiplier lanes", Palette.series(2), dots.subList(80, 160))),
                front);
    }
}
