package tessera.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tessera.cli.gna.GpuWaterfall;
import tessera.models.gna.GnaResult;
import tessera.models.gna.StaticTiles;
import tessera.models.gna.TilePairs;
import tessera.sim.gpu.GpuEstimator;
import tessera.sim.gpu.Waterfall;
import tessera.viz.chart.Axis;
import tessera.viz.chart.BarChart;
import tessera.viz.chart.Categories;
import tessera.viz.chart.Chart;
import tessera.viz.chart.Heading;
import tessera.viz.chart.Series;
import tessera.viz.chart.TileAxis;
import tessera.viz.chart.TileGrid;
import tessera.viz.chart.TileKind;
import tessera.viz.chart.TileMap;
import tessera.viz.chart.WaterfallChart;
import tessera.viz.chart.WaterfallChart.Level;
import tessera.viz.draw.Palette;

/** The pictures of the GNA part. */
final class GnaCharts {
    private static final Axis SPEEDUP = Axis.of("speedup over self attention", "×");

    private GnaCharts() {}

    /** From the FLOP-wise speedup down to what the longest query tile leaves. */
    static Chart waterfall(GnaCase useCase, int stride, GnaResult result) {
        StaticTiles tiles = result.staticTiles();
        double flop = result.totals().flopSpeedup();
        double worst = tiles.worstCaseSpeedup();
        return WaterfallChart.through(
                Heading.half(
                        fileName(useCase, stride) + "_waterfall",
                        finding(useCase, stride, flop, worst),
                        GnaPart.text(
                                "%s, window %s, query tile %s, KV tile %s",
                                GnaCase.times(useCase.layout()),
                                GnaCase.times(useCase.window()),
                                GnaCase.times(useCase.queryTile()),
                                GnaCase.times(useCase.kvTile()))),
                SPEEDUP,
                List.of(
                        new Level("FLOP-wise", flop, "attended pairs only"),
                        new Level("whole tiles", tiles.meanSpeedup(), "edge tiles are computed whole"),
                        new Level("longest query tile", worst, "it decides when all run in one wave"),
                        new Level("left in one wave", worst, "before masks, launch and memory")),
                List.of());
    }

    /** Where the predicted time goes. */
    static Chart time(GnaCase useCase, int stride, GpuEstimator estimator) {
        Waterfall waterfall = Waterfall.of(estimator, useCase.query(), useCase.problem(stride));
        Waterfall.Step loss = waterfall.largestLoss();
        return GpuWaterfall.chart(
                Heading.half(
                        fileName(useCase, stride) + "_time",
                        GnaPart.text(
                                "%s, stride %s: %s cost most",
                                useCase.model(),
                                GnaCase.times(useCase.strides()[stride]),
                                loss.step().replace('_', ' ')),
                        GnaPart.text(
                                "%.1f× of %.1f× left, predicted for a %s with %d heads of 128",
                                waterfall
                                        .steps()
                                        .get(waterfall.steps().size() - 1)
                                        .speedup(),
                                waterfall.steps().get(0).speedup(),
                                GnaCase.GPU.toUpperCase(Locale.ROOT),
                                useCase.headCount())),
                waterfall);
    }

    private static String finding(GnaCase useCase, int stride, double flop, double worst) {
        String which = useCase.model() + ", stride " + GnaCase.times(useCase.strides()[stride]) + ": ";
        double lost = 1 - worst / flop;
        return which
                + (lost < 1e-9 ? "nothing is lost" : GnaPart.text("tiles take %.0f %% of the speedup", 100 * lost));
    }

    /** Both bounds and the FLOP-wise speedup of every row. */
    static Chart bounds(List<GnaResult> results) {
        List<String> names = new ArrayList<>();
        List<Double> flop = new ArrayList<>();
        List<Double> mean = new ArrayList<>();
        List<Double> worst = new ArrayList<>();
        int index = 0;
        for (int[] row : GnaCase.rows()) {
            GnaCase useCase = GnaCase.ALL.get(row[0]);
            StaticTiles tiles = results.get(index).staticTiles();
            names.add(useCase.model() + ", stride " + GnaCase.times(useCase.strides()[row[1]]));
            flop.add(results.get(index++).totals().flopSpeedup());
            mean.add(tiles.meanSpeedup());
            worst.add(tiles.worstCaseSpeedup());
        }
        return new BarChart(
                Heading.full(
                        "gna_bounds",
                        "A stride that fits the tiles closes the gap between the FLOP-wise speedup and what tiles allow",
                        "Upper bounds from exact tile counts, static KV tiling"),
                BarChart.Layout.GROUPED_ROWS,
                new Categories("", names),
                SPEEDUP,
                List.of(
                        Series.baseline("FLOP-wise", flop),
                        new Series("mean (many waves)", Palette.series(0), mean),
                        new Series("worst case (one wave)", Palette.series(1), worst)));
    }

    /** Which KV tiles each query tile visits. */
    static Chart tileMap(GnaCase useCase, int stride, GnaResult result) {
        TilePairs pairs = new TilePairs(useCase.problem(stride));
        StaticTiles tiles = result.staticTiles();
        double visited = 100.0 * tiles.visitedTilePairs() / result.totals().denseTilePairs();
        String title = GnaPart.text(
                "%s, stride %s: %.1f %% of the tile pairs are visited, %s",
                useCase.model(),
                GnaCase.times(useCase.strides()[stride]),
                visited,
                tiles.partial() == 0
                        ? "none needs a mask"
                        : GnaPart.text(
                                "%.0f %% of these need a mask", 100.0 * tiles.partial() / tiles.visitedTilePairs()));
        return new TileMap(
                Heading.full(
                        fileName(useCase, stride) + "_tiles",
                        title,
                        GnaCase.times(useCase.layout()) + ", window " + GnaCase.times(useCase.window())),
                side("query tile", useCase.layout(), useCase.queryTile()),
                side("KV tile", useCase.layout(), useCase.kvTile()),
                TileGrid.of(
                        pairs.queryTileCount(),
                        pairs.kvTileCount(),
                        (query, kv) -> TileKind.valueOf(pairs.kind(query, kv).name())));
    }

    private static TileAxis side(String what, int[] layout, int[] tile) {
        int inner = IntStream.range(1, layout.length)
                .map(axis -> (layout[axis] + tile[axis] - 1) / tile[axis])
                .reduce(1, (a, b) -> a * b);
        String group = layout.length == 1 ? "" : layout.length == 2 ? "a row of tiles" : tile[0] + " frames";
        return new TileAxis(what + ", " + GnaCase.times(tile) + " tokens, raster order", inner, group);
    }

    private static String fileName(GnaCase useCase, int stride) {
        return useCase.model()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("_$", "") + "_s" + GnaCase.times(useCase.strides()[stride]);
    }
}
