package tessera.cli.gna;

import java.util.List;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TilePairs;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;

/** A picture per axis of which KV tiles a query tile visits: a tile pair is as good as its worst axis. */
final class AxisMaps {
    private static final int MOST_QUERY_TILES = 32;
    private static final int MOST_KV_TILES = 96;

    private AxisMaps() {}

    /** The pictures, empty in flat tiling; an axis with too many tiles for a screen is only named. */
    static String of(GnaProblem problem) {
        if (problem.tiling() == Tiling.FLAT) {
            return "";
        }
        StringBuilder text = new StringBuilder(
                "\nPer axis, query tiles down, KV tiles across: # full, o sticks out, + partial, . skipped\n");
        for (int axis = 0; axis < problem.rank(); axis++) {
            append(text, problem, axis);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, GnaProblem problem, int index) {
        GnaAxis axis = problem.axes().get(index);
        GnaAxis undilated = new GnaAxis(axis.classLength(0), axis.window(), axis.stride(), 1, axis.isCausal());
        TilePairs pairs = new TilePairs(new GnaProblem(
                List.of(undilated),
                TileShape.of(problem.queryTile().extent(index)),
                TileShape.of(problem.kvTile().extent(index)),
                Tiling.MULTI_DIM));
        text.append("axis ").append(index).append(" (").append(axis.length()).append(" tokens");
        text.append(axis.dilation() > 1 ? ", first of " + axis.dilation() + " dilation classes)" : ")");
        if (pairs.queryTileCount() > MOST_QUERY_TILES || pairs.kvTileCount() > MOST_KV_TILES) {
            text.append(": ").append(pairs.queryTileCount()).append(" x ").append(pairs.kvTileCount());
            text.append(" tiles, too many to draw\n");
            return;
        }
        text.append('\n');
        for (int query = 0; query < pairs.queryTileCount(); query++) {
            text.append("  ");
            for (int kv = 0; kv < pairs.kvTileCount(); kv++) {
                text.append(symbol(pairs.kind(query, kv)));
            }
            text.append('\n');
        }
    }

    private static char symbol(TilePairs.Kind kind) {
        return switch (kind) {
            case SKIPPED -> '.';
            case PARTIAL -> '+';
            case PAD_ONLY -> 'o';
            case FULL -> '#';
        };
    }
}
