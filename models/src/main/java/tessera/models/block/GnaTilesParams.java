package tessera.models.block;

import java.util.ArrayList;
import java.util.List;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.traces.check.InputException;

/**
 * The tile generator of Generalized Neighborhood Attention: for every query tile, dilation class by dilation class in
 * raster order, the KV tiles that hold a key which any of its queries attends to, in raster order.
 *
 * <p><b>Source:</b> arXiv 2504.16922 section 3 for the mask; the generator is ours. The problem is a
 * {@link GnaProblem} in {@code multi_dim} tiling with static KV tiling, three axes (length 1 for those not wanted).
 *
 * @param values per parameter of {@link #PARAMETERS}: three layouts, windows, strides, dilations, causal flags, query tile
 *     extents and KV tile extents; the last axis is the fastest
 */
public record GnaTilesParams(List<Integer> values) {
    /** The block's name on the command line. */
    public static final String BLOCK = "gna-tiles";

    /** Width of the tag that a sweep carries, such as a head's number. */
    public static final int HEAD_BITS = 8;

    /** Axes of a layout. */
    public static final int AXES = 3;

    private static final int MOST_TOKENS = 4096;

    /** Layout, window, stride, dilation, causal, query tile, KV tile of axes 0, 1, 2. */
    public static final List<BlockParameter> PARAMETERS = parameters();

    private static final int WINDOW = 1;
    private static final int STRIDE = 2;
    private static final int DILATION = 3;
    private static final int CAUSAL = 4;
    private static final int QUERY_TILE = 5;
    private static final int KV_TILE = 6;

    public GnaTilesParams {
        values = List.copyOf(values);
        for (int i = 0; i < PARAMETERS.size(); i++) {
            PARAMETERS.get(i).check(BLOCK, values.get(i));
        }
        for (int axis = 0; axis < AXES; axis++) {
            try {
                axis(values, axis);
            } catch (InputException e) {
                throw new InputException(BLOCK + ", axis " + axis + ": " + e.getMessage(), e);
            }
        }
    }

    /** Each array holds one entry per axis. */
    public static GnaTilesParams of(
            int[] layout, int[] window, int[] stride, int[] dilation, int[] causal, int[] queryTile, int[] kvTile) {
        List<Integer> values = new ArrayList<>();
        for (int[] group : List.of(layout, window, stride, dilation, causal, queryTile, kvTile)) {
            for (int value : group) {
                values.add(value);
            }
        }
        return new GnaTilesParams(values);
    }

    private static GnaAxis axis(List<Integer> values, int axis) {
        return new GnaAxis(
                values.get(axis),
                values.get(WINDOW * AXES + axis),
                values.get(STRIDE * AXES + axis),
                values.get(DILATION * AXES + axis),
                values.get(CAUSAL * AXES + axis) != 0);
    }

    /** Tokens and mask along one axis. */
    public GnaAxis axis(int axis) {
        return axis(values, axis);
    }

    /** Queries of a query tile along one axis. */
    public int queryTile(int axis) {
        return values.get(QUERY_TILE * AXES + axis);
    }

    /** Keys of a KV tile along one axis. */
    public int kvTile(int axis) {
        return values.get(KV_TILE * AXES + axis);
    }

    /** Tokens between neighbours along one axis in raster order. */
    public int rasterStep(int axis) {
        return axis == AXES - 1 ? 1 : rasterStep(axis + 1) * axis(axis + 1).length();
    }

    /** Width of a token's raster index. */
    public int tokenBits() {
        long tokens = (long) rasterStep(0) * axis(0).length();
        return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(tokens - 1));
    }

    /** The same problem as {@code tessera gna} takes it. */
    public GnaProblem problem() {
        List<GnaAxis> axes = List.of(axis(0), axis(1), axis(2));
        return new GnaProblem(
                axes,
                TileShape.of(queryTile(0), queryTile(1), queryTile(2)),
                TileShape.of(kvTile(0), kvTile(1), kvTile(2)),
                Tiling.MULTI_DIM);
    }

    /** Cycles from an accepted start to the first pair of tiles; then one pair a cycle. */
    public int latencyCycles() {
        return 2;
    }

    private static List<BlockParameter> parameters() {
        int[][] defaults = {{2, 6, 8}, {2, 3, 4}, {1, 2, 2}, {1, 1, 2}, {1, 0, 0}, {1, 2, 2}, {1, 2, 2}};
        List<BlockParameter> all = new ArrayList<>();
        for (int axis = 0; axis < AXES; axis++) {
            all.add(number("layout", axis, "tokens along axis ", defaults[0][axis], MOST_TOKENS));
        }
        for (int axis = 0; axis < AXES; axis++) {
            all.add(number("window", axis, "keys that a query sees along axis ", defaults[1][axis], MOST_TOKENS));
        }
        for (int axis = 0; axis < AXES; axis++) {
            all.add(number("stride", axis, "queries that share a window along axis ", defaults[2][axis], MOST_TOKENS));
        }
        for (int axis = 0; axis < AXES; axis++) {
            all.add(number("dilation", axis, "gap between keys along axis ", defaults[3][axis], MOST_TOKENS));
        }
        for (int axis = 0; axis < AXES; axis++) {
            all.add(BlockParameter.number(
                    "causal_" + axis,
                    "1: keys after the query are masked along axis " + axis,
                    defaults[4][axis],
                    0,
                    1,
                    "yes or no"));
        }
        for (int axis = 0; axis < AXES; axis++) {
            all.add(number("query_tile", axis, "queries of a tile along axis ", defaults[5][axis], MOST_TOKENS));
        }
        for (int axis = 0; axis < AXES; axis++) {
            all.add(BlockParameter.power(
                    "kv_tile_" + axis,
                    "keys of a tile along axis " + axis,
                    defaults[6][axis],
                    1,
                    MOST_TOKENS,
                    "a key's tile is found by a shift"));
        }
        return List.copyOf(all);
    }

    private static BlockParameter number(String name, int axis, String summary, int value, int max) {
        return BlockParameter.number(name + "_" + axis, summary + axis, value, 1, max, "an axis of up to 4096 tokens");
    }
}
