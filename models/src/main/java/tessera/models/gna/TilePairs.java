package tessera.models.gna;

import tessera.traces.check.CeilDiv;
import tessera.traces.check.InputException;

/**
 * What a kernel with static KV tiling does with each single (query tile, KV tile) pair of an undilated multi_dim problem:
 * for pictures and block masks. {@link GnaAnalysis} counts the same pairs without looking at each. Tiles are numbered in
 * raster order of the tile grid, last axis fastest. Immutable.
 */
public final class TilePairs {
    /** The kinds of a pair, with the meaning of {@link StaticTiles}. */
    public enum Kind {
        /** No token pair is attended: the tile is never loaded. */
        SKIPPED,
        /** Some token pairs are attended: the tile is computed whole and masked. */
        PARTIAL,
        /** All token pairs inside the layout are attended, but the KV tile sticks out of it. */
        PAD_ONLY,
        /** All token pairs are attended. */
        FULL
    }

    private final Axis[] axes;

    /** An InputException when the problem is dilated, flat, or has more tiles than an int can number. */
    public TilePairs(GnaProblem problem) {
        if (problem.tiling() == Tiling.FLAT || problem.axes().stream().anyMatch(axis -> axis.dilation() > 1)) {
            throw new InputException("a map of tile pairs needs multi_dim tiling and dilation 1 on every axis");
        }
        axes = new Axis[problem.rank()];
        long queryTiles = 1;
        long kvTiles = 1;
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = new Axis(
                    problem.axes().get(axis),
                    problem.queryTile().extent(axis),
                    problem.kvTile().extent(axis));
            queryTiles *= axes[axis].queryTileCount;
            kvTiles *= axes[axis].kvTileCount;
        }
        if (queryTiles > Integer.MAX_VALUE || kvTiles > Integer.MAX_VALUE) {
            throw new InputException("a map of " + queryTiles + " x " + kvTiles
                    + " tiles, expected at most 2147483647 on either side; use larger tiles");
        }
    }

    public int queryTileCount() {
        int count = 1;
        for (Axis axis : axes) {
            count *= axis.queryTileCount;
        }
        return count;
    }

    public int kvTileCount() {
        int count = 1;
        for (Axis axis : axes) {
            count *= axis.kvTileCount;
        }
        return count;
    }

    /** The kind of one pair; both indices from 0. O(axes). */
    public Kind kind(int queryTile, int kvTile) {
        int query = queryTile;
        int kv = kvTile;
        Kind kind = Kind.FULL;
        for (int i = axes.length - 1; i >= 0; i--) {
            Axis axis = axes[i];
            Kind along = axis.kind(query % axis.queryTileCount, kv % axis.kvTileCount);
            // A pair is as good as its worst axis: the constants stand in that order.
            kind = along.compareTo(kind) < 0 ? along : kind;
            query /= axis.queryTileCount;
            kv /= axis.kvTileCount;
        }
        return kind;
    }

    private static final class Axis {
        private final AxisMask mask;
        private final int queryTile;
        private final int kvTile;
        private final int queryTileCount;
        private final int kvTileCount;

        Axis(GnaAxis axis, int queryTile, int kvTile) {
            this.mask = new AxisMask(axis.length(), axis.window(), axis.stride(), axis.isCausal());
            this.queryTile = queryTile;
            this.kvTile = kvTile;
            this.queryTileCount = CeilDiv.of(axis.length(), queryTile);
            this.kvTileCount = CeilDiv.of(axis.length(), kvTile);
        }

        Kind kind(int query, int kv) {
            int first = query * queryTile;
            int last = (int) Math.min(mask.length(), (long) first + queryTile) - 1;
            long from = (long) kv * kvTile;
            long to = from + kvTile;
            if (from >= mask.endKey(last) || to <= mask.firstKey(first)) {
                return Kind.SKIPPED;
            }
            // All queries of the tile see [firstKey(last), endKey(first)): both ends grow with the query.
            if (from < mask.firstKey(last) || Math.min(to, mask.length()) > mask.endKey(first)) {
                return Kind.PARTIAL;
            }
            return to > mask.length() ? Kind.PAD_ONLY : Kind.FULL;
        }
    }
}
