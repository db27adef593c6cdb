package tessera.models.gna;

import tessera.traces.check.InputException;

/** Multi_dim tiling: counts each axis once and multiplies. */
final class MultiDimCounter {
    /** Products that a histogram may take; beyond it the answer is larger than anybody reads. */
    private static final long MAX_COMBINATIONS = 1L << 27;

    private final GnaOptions options;
    private final AxisCounter[] axes = new AxisCounter[GnaProblem.MAX_RANK];
    private final TileCounter[] combined = {new TileCounter(), new TileCounter()};

    MultiDimCounter(GnaOptions options) {
        this.options = options;
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = new AxisCounter();
        }
    }

    GnaResult count(GnaProblem problem) {
        int rank = problem.rank();
        for (int axis = 0; axis < rank; axis++) {
            axes[axis].count(
                    problem.axes().get(axis),
                    problem.queryTile().extent(axis),
                    problem.kvTile().extent(axis),
                    options);
        }
        GnaTotals totals = totals(problem, rank);
        return new GnaResult(
                problem,
                totals,
                options.countsStatic() ? staticTiles(problem, totals, rank) : null,
                options.countsDynamic() ? dynamicTiles(problem, totals, rank) : null);
    }

    private GnaTotals totals(GnaProblem problem, int rank) {
        long tokens = problem.tokens();
        long attended = 1;
        long queryTiles = 1;
        long launched = 1;
        long denseQuery = 1;
        long denseKv = 1;
        for (int axis = 0; axis < rank; axis++) {
            AxisCounter counter = axes[axis];
            attended = ExactCount.product("attended_pairs", attended, counter.attendedPairs);
            queryTiles = ExactCount.product("query_tiles", queryTiles, counter.queryTiles);
            launched = ExactCount.product("launched_query_tiles", launched, counter.launchedQueryTiles);
            denseQuery = ExactCount.product("dense_query_tiles", denseQuery, counter.denseQueryTiles);
            denseKv = ExactCount.product("dense_kv_tiles", denseKv, counter.denseKvTiles);
        }
        return new GnaTotals(
                tokens,
                attended,
                Ratios.flopSpeedup(tokens, attended),
                queryTiles,
                launched,
                denseQuery,
                denseKv,
                ExactCount.product("dense_tile_pairs", denseQuery, denseKv));
    }

    private StaticTiles staticTiles(GnaProblem problem, GnaTotals totals, int rank) {
        long visited = 1;
        long full = 1;
        long whole = 1;
        long min = 1;
        long max = 1;
        for (int axis = 0; axis < rank; axis++) {
            AxisTiles tiles = axes[axis].staticTiles;
            visited = ExactCount.product("static.visited_tile_pairs", visited, tiles.visited);
            // Neither can exceed visited, which fits.
            full *= tiles.full;
            whole *= tiles.whole;
            min *= tiles.min;
            max *= tiles.max;
        }
        return new StaticTiles(
                visited,
                visited,
                full,
                whole - full,
                min,
                max,
                options.countsHistogram() ? histogram(rank) : TileHistogram.EMPTY,
                Ratios.of(totals.denseKvTiles(), max),
                Ratios.of(totals.denseTilePairs(), visited),
                waste(problem, totals, visited));
    }

    private DynamicTiles dynamicTiles(GnaProblem problem, GnaTotals totals, int rank) {
        long visited = 1;
        long full = 1;
        long whole = 1;
        long min = 1;
        long max = 1;
        for (int axis = 0; axis < rank; axis++) {
            AxisTiles tiles = axes[axis].dynamicTiles;
            visited = ExactCount.product("dynamic.visited_tile_pairs", visited, tiles.visited);
            full *= tiles.full;
            whole *= tiles.whole;
            min *= tiles.min;
            max *= tiles.max;
        }
        return new DynamicTiles.Boxes(
                visited,
                full,
                whole - full,
                min,
                max,
                Ratios.of(totals.denseKvTiles(), max),
                Ratios.of(totals.denseTilePairs(), visited),
                waste(problem, totals, visited));
    }

    private static double waste(GnaProblem problem, GnaTotals totals, long visited) {
        return Ratios.waste(
                totals.attendedPairs(),
                visited,
                problem.queryTile().size(),
                problem.kvTile().size());
    }

    /** The distribution of a product is the product of the distributions, one axis after the other. */
    private TileHistogram histogram(int rank) {
        TileCounter product = axes[0].staticTiles.histogram;
        for (int axis = 1; axis < rank; axis++) {
            TileCounter factor = axes[axis].staticTiles.histogram;
            if ((long) product.size() * factor.size() > MAX_COMBINATIONS) {
                throw new InputException("kv_tiles_histogram combines " + product.size() + " x " + factor.size()
                        + " entries, expected at most " + MAX_COMBINATIONS
                        + "; leave the histogram out or use larger tiles");
            }
            TileCounter next = combined[axis & 1];
            next.clear();
            for (int i = 0; i < product.size(); i++) {
                for (int j = 0; j < factor.size(); j++) {
                    next.add(product.value(i) * factor.value(j), product.count(i) * factor.count(j));
                }
            }
            product = next;
        }
        return product.sorted();
    }
}
