package tessera.models.gna;

import tessera.traces.check.CeilDiv;

/**
 * Flat tiling: sums over the query tiles that {@link FlatTiles} walks. A single undilated axis is counted in closed form.
 */
final class FlatCounter {
    private final GnaOptions options;
    private final AxisCounter axisCounter = new AxisCounter();
    private final TileCounter histogram = new TileCounter();

    FlatCounter(GnaOptions options) {
        this.options = options;
    }

    GnaResult count(GnaProblem problem) {
        GnaTotals totals = totals(problem);
        GnaAxis axis = onlyAxis(problem);
        Sums sums = axis.dilation() == 1 && axis.length() == totals.tokens()
                ? countAxis(problem, axis)
                : countTiles(problem);
        return new GnaResult(
                problem,
                totals,
                options.countsStatic() ? staticTiles(problem, totals, sums) : null,
                options.countsDynamic() ? dynamicTiles(problem, totals, sums) : null);
    }

    private GnaTotals totals(GnaProblem problem) {
        long tokens = problem.tokens();
        long attended = 1;
        for (GnaAxis axis : problem.axes()) {
            axisCounter.count(axis, 1, 1, GnaOptions.NOTHING);
            attended = ExactCount.product("attended_pairs", attended, axisCounter.attendedPairs);
        }
        long queryTiles = CeilDiv.of(tokens, problem.queryTile().extent(0));
        long kvTiles = CeilDiv.of(tokens, problem.kvTile().extent(0));
        return new GnaTotals(
                tokens,
                attended,
                Ratios.flopSpeedup(tokens, attended),
                queryTiles,
                queryTiles,
                queryTiles,
                kvTiles,
                ExactCount.product("dense_tile_pairs", queryTiles, kvTiles));
    }

    /** What either way of counting sums up over the query tiles. */
    private static final class Sums {
        private long visited;
        private long rangeVisited;
        private long full;
        private long padOnly;
        private long min = Long.MAX_VALUE;
        private long max;
        private long dynamicVisited;
        private long dynamicMax;
    }

    /** The longest axis. */
    private static GnaAxis onlyAxis(GnaProblem problem) {
        GnaAxis longest = problem.axes().get(0);
        for (GnaAxis axis : problem.axes()) {
            longest = axis.length() > longest.length() ? axis : longest;
        }
        return longest;
    }

    /** All tokens on one undilated axis: flat tiles are that axis's tiles. */
    private Sums countAxis(GnaProblem problem, GnaAxis axis) {
        axisCounter.count(axis, problem.queryTile().extent(0), problem.kvTile().extent(0), options);
        Sums sums = new Sums();
        AxisTiles tiles = axisCounter.staticTiles;
        sums.visited = tiles.visited;
        sums.rangeVisited = tiles.visited;
        sums.full = tiles.full;
        sums.padOnly = tiles.whole - tiles.full;
        sums.min = tiles.min;
        sums.max = tiles.max;
        sums.dynamicVisited = axisCounter.dynamicTiles.visited;
        sums.dynamicMax = axisCounter.dynamicTiles.max;
        histogram.clear();
        for (int i = 0; i < tiles.histogram.size() && options.countsHistogram(); i++) {
            histogram.add(tiles.histogram.value(i), tiles.histogram.count(i));
        }
        return sums;
    }

    private Sums countTiles(GnaProblem problem) {
        Sums sums = new Sums();
        histogram.clear();
        int kvTile = problem.kvTile().extent(0);
        FlatTiles.walk(problem, options.countsStatic(), (tile, seen, common) -> add(sums, seen, common, kvTile));
        return sums;
    }

    private void add(Sums sums, SeenKeys seen, CommonKeys common, int kvTile) {
        sums.visited += seen.tiles();
        sums.rangeVisited += (seen.endKey() - 1) / kvTile - seen.firstKey() / kvTile + 1;
        sums.full += common.full();
        sums.padOnly += common.padOnly();
        sums.min = Math.min(sums.min, seen.tiles());
        sums.max = Math.max(sums.max, seen.tiles());
        long dynamic = CeilDiv.of(seen.endKey() - seen.firstKey(), kvTile);
        sums.dynamicVisited += dynamic;
        sums.dynamicMax = Math.max(sums.dynamicMax, dynamic);
        if (options.countsHistogram()) {
            histogram.add(seen.tiles(), 1);
        }
    }

    private StaticTiles staticTiles(GnaProblem problem, GnaTotals totals, Sums sums) {
        return new StaticTiles(
                sums.visited,
                sums.rangeVisited,
                sums.full,
                sums.padOnly,
                sums.min,
                sums.max,
                options.countsHistogram() ? histogram.sorted() : TileHistogram.EMPTY,
                Ratios.of(totals.denseKvTiles(), sums.max),
                Ratios.of(totals.denseTilePairs(), sums.visited),
                waste(problem, totals, sums.visited));
    }

    private DynamicTiles dynamicTiles(GnaProblem problem, GnaTotals totals, Sums sums) {
        return new DynamicTiles.Runs(
                sums.dynamicVisited,
                sums.dynamicMax,
                Ratios.of(totals.denseKvTiles(), sums.dynamicMax),
                Ratios.of(totals.denseTilePairs(), sums.dynamicVisited),
                waste(problem, totals, sums.dynamicVisited));
    }

    private static double waste(GnaProblem problem, GnaTotals totals, long visited) {
        return Ratios.waste(
                totals.attendedPairs(),
                visited,
                problem.queryTile().size(),
                problem.kvTile().size());
    }
}
