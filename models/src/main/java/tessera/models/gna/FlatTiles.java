package tessera.models.gna;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tessera.traces.check.InputException;

/**
 * Walks the query tiles of a problem in flat tiling. Such a tile is a run of tokens in raster order, which may end inside
 * a line and span planes, so counts do not factor over axes. Each run is cut into at most five boxes; the keys its queries
 * see are a union of five products of per-axis runs, walked line by line. No pair of tokens is looked at. Cost: query
 * tiles × lines of the window.
 */
final class FlatTiles {
    /** Line visits that take minutes; a problem beyond it is refused rather than left to run. */
    private static final double MAX_LINE_VISITS = 2e10;

    /** Longest axis for which memory proportional to its length is taken. */
    private static final int MAX_AXIS_LENGTH = 1 << 26;

    private static final GnaAxis SINGLE_TOKEN = GnaAxis.of(1, 1, 1);

    private FlatTiles() {}

    /** Told of each query tile in order; both sets of keys are those of that tile until the next call. */
    interface Visitor {
        void tile(int index, SeenKeys seen, CommonKeys common);
    }

    /** Walks all query tiles; {@code common} stays empty unless it is wanted. */
    static void walk(GnaProblem problem, boolean wantsCommon, Visitor visitor) {
        List<GnaAxis> padded = padded(problem);
        long tokens = problem.tokens();
        int queryTile = problem.queryTile().extent(0);
        int kvTile = problem.kvTile().extent(0);
        checkCost(padded, (double) tokens / queryTile);
        AxisKeys[] axes = new AxisKeys[GnaProblem.MAX_RANK];
        int[] lengths = new int[GnaProblem.MAX_RANK];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = new AxisKeys(padded.get(axis));
            lengths[axis] = padded.get(axis).length();
        }
        RunBoxes boxes = new RunBoxes(lengths[1], lengths[2]);
        SeenKeys seen = new SeenKeys(axes, lengths, kvTile);
        CommonKeys common = new CommonKeys(axes, lengths, tokens, kvTile);
        int index = 0;
        for (long first = 0; first < tokens; first += queryTile) {
            boxes.cut(first, Math.min(first + queryTile, tokens) - 1);
            seen.find(boxes);
            if (wantsCommon) {
                common.find(boxes);
            }
            visitor.tile(index++, seen, common);
        }
    }

    /** Axes of a single token in front, so that there are always planes, lines and positions. */
    private static List<GnaAxis> padded(GnaProblem problem) {
        List<GnaAxis> axes = new ArrayList<>(problem.axes());
        while (axes.size() < GnaProblem.MAX_RANK) {
            axes.add(0, SINGLE_TOKEN);
        }
        return axes;
    }

    private static void checkCost(List<GnaAxis> axes, double queryTiles) {
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
        if (queryTiles * runsPerTile > MAX_LINE_VISITS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "flat tiling of this problem means to walk %.3g query tiles x %.3g runs of keys, expected at most %.0g"
                            + " in all; use a larger query_tile, or multi_dim tiling, which costs nothing",
                    queryTiles,
                    runsPerTile,
                    MAX_LINE_VISITS));
        }
    }
}
