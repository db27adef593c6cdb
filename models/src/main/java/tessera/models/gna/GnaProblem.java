package tessera.models.gna;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.InputException;

/**
 * One GNA problem: the mask per axis (raster order, last axis fastest) and the tiles of the kernel that computes it.
 *
 * @param axes 1 to 3 axes
 * @param queryTile query tokens of a tile; one extent per axis in multi_dim tiling, a single one in flat tiling
 * @param kvTile key/value tokens of a tile, same rank
 */
public record GnaProblem(List<GnaAxis> axes, TileShape queryTile, TileShape kvTile, Tiling tiling) {
    /** Most axes of a token layout (time, height, width). */
    public static final int MAX_RANK = 3;

    public GnaProblem {
        axes = List.copyOf(axes);
        if (axes.isEmpty() || axes.size() > MAX_RANK) {
            throw new InputException("layout has " + axes.size() + " axes, expected 1 to " + MAX_RANK);
        }
        int tileRank = tiling == Tiling.FLAT ? 1 : axes.size();
        checkRank("query_tile", queryTile, tileRank, tiling);
        checkRank("kv_tile", kvTile, tileRank, tiling);
    }

    /** A multi_dim problem without dilation or causal mask; every array has one entry per axis. */
    public static GnaProblem multiDim(int[] layout, int[] window, int[] stride, TileShape queryTile, TileShape kvTile) {
        List<GnaAxis> axes = new ArrayList<>();
        for (int axis = 0; axis < layout.length; axis++) {
            axes.add(GnaAxis.of(layout[axis], window[axis], stride[axis]));
        }
        return new GnaProblem(axes, queryTile, kvTile, Tiling.MULTI_DIM);
    }

    public int rank() {
        return axes.size();
    }

    /** Tokens of the layout; an InputException when that is 2^63 or more. */
    public long tokens() {
        long tokens = 1;
        for (int axis = 0; axis < axes.size(); axis++) {
            tokens = ExactCount.product("tokens", tokens, axes.get(axis).length());
        }
        return tokens;
    }

    private static void checkRank(String name, TileShape tile, int rank, Tiling tiling) {
        if (tile.rank() != rank) {
            throw new InputException(name + " = " + tile + " has " + tile.rank() + " extents, expected " + rank + " in "
                    + tiling.label() + " tiling"
                    + (tiling == Tiling.FLAT ? " (a tile is a run of tokens)" : " (one per axis of the layout)"));
        }
    }
}
