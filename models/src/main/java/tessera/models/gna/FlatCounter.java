package tessera.models.gna;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.CeilDiv;
import tessera.traces.check.InputException;

/**
 * Flat tiling: a query tile is a run of tokens in raster order, which may end inside a line and span planes, so counts do
 * not factor over axes. Each query tile is cut into at most five boxes; the keys its queries see are a union of five
 * products of per-axis runs, walked line by line. No pair of tokens is looked at. Cost: query tiles × lines of the
 * window. A single undilated axis is counted in closed form.
 */
final class FlatCounter {
    /** Line visits that take minutes; a problem beyond it is refused rather than left to run. */
    private static final double MAX_LINE_VISITS = 1e11;

    /** Longest axis for which memory proportional to its length is taken. */
    private static final int MAX_AXIS_LENGTH = 1 << 26;

    private static final GnaAxis SINGLE_TOKEN = GnaAxis.of(1, 1, 1);

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
                : countTiles(problem, totals);
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

    private Sums countTiles(GnaProblem problem, GnaTotals totals) {
        List<GnaAxis> padded = padded(problem);
        checkCost(padded, totals);
        AxisKeys[] axes = new AxisKeys[GnaProblem.MAX_RANK];
        int[] lengths = new int[GnaProblem.MAX_RANK];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = new AxisKeys(padded.get(axis));
            lengths[axis] = padded.get(axis).length();
        }
        int queryTile = problem.queryTile().extent(0);
        int kvTile = problem.kvTile().extent(0);
        RunBoxes boxes = new RunBoxes(lengths[1], lengths[2]);
        SeenKeys seen = new SeenKeys(axes, lengths, kvTile);
        CommonKeys common = new CommonKeys(axes, lengths, totals.tokens(), kvTile);
        Sums sums = new Sums();
        histogram.clear();
        for (long first = 0; first < totals.tokens(); first += queryTile) {
            boxes.cut(first, Math.min(first + queryTile, totals.tokens()) - 1);
            seen.find(boxes);
            if (options.countsStatic()) {
                common.find(boxes);
            }
            add(sums, seen, common, kvTile);
        }
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

    private static List<GnaAxis> padded(GnaProblem problem) {
        List<GnaAxis> axes = new ArrayList<>(problem.axes());
        while (axes.size() < GnaProblem.MAX_RANK) {
            axes.add(0, SINGLE_TOKEN);
        }
        return axes;
    }

    private static void checkCost(List<GnaAxis> axes, GnaTotals totals) {
        for (GnaAxis axis : axes) {
            if (axis.length() > MAX_AXIS_LENGTH) {
                throw new InputException("flat tiling of a layout with an axis of " + axis.length()
                        + " tokens, expected at most " + MAX_AXIS_LENGTH
                        + "; use multi_dim tiling, or a single axis without dilation");
            }
        }
        GnaAxis last = axes.get(2);
        double runsPerTile =
                (double) axes.get(0).window() * axes.get(1).window() * (last.dilation() == 1 ? 1 : last.window());
        if (totals.queryTiles() * runsPerTile > MAX_LINE_VISITS) {
            throw new InputException("flat tiling of this problem means to walk " + totals.queryTiles()
                    + " query tiles x " + (long) runsPerTile + " runs of keys, expected at most "
                    + (long) MAX_LINE_VISITS
                    + " in all; use a larger query_tile, or multi_dim tiling, which costs nothing");
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
