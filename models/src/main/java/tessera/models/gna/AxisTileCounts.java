package tessera.models.gna;

import tessera.traces.check.CeilDiv;

/**
 * KV tiles of every single query tile along one axis of one dilation class, in order: what a model of the machine needs
 * where {@link GnaAnalysis} sums up. A query tile of the whole problem visits the product over its axes. Immutable;
 * memory is proportional to the query tiles of the axis.
 */
public final class AxisTileCounts {
    private final int[] visited;
    private final int[] full;
    private final int[] whole;

    private AxisTileCounts(int queryTileCount) {
        visited = new int[queryTileCount];
        full = new int[queryTileCount];
        whole = new int[queryTileCount];
    }

    /** The counts along an axis for the dilation class of token {@code remainder}, 0 to dilation − 1. */
    public static AxisTileCounts of(GnaAxis axis, int remainder, int queryTile, int kvTile, KvTiling kvTiling) {
        AxisMask mask = new AxisMask(axis.classLength(remainder), axis.window(), axis.stride(), axis.isCausal());
        int length = mask.length();
        AxisTileCounts counts = new AxisTileCounts(CeilDiv.of(length, queryTile));
        for (int tile = 0; tile < counts.visited.length; tile++) {
            int first = tile * queryTile;
            int last = length - first <= queryTile ? length - 1 : first + queryTile - 1;
            // Some query sees each of [lowest, end), all of them see [highestStart, lowestEnd).
            int origin = kvTiling == KvTiling.STATIC ? 0 : mask.firstKey(first);
            int end = mask.endKey(last);
            int border = kvTiling == KvTiling.STATIC ? length : end;
            int lowest = mask.firstKey(first) - origin;
            int from = CeilDiv.of(mask.firstKey(last) - origin, kvTile);
            int fullEnd = (mask.endKey(first) - origin) / kvTile;
            int wholeEnd = mask.endKey(first) == border ? CeilDiv.of(border - origin, kvTile) : fullEnd;
            counts.visited[tile] = CeilDiv.of(end - origin, kvTile) - lowest / kvTile;
            counts.full[tile] = Math.max(0, fullEnd - from);
            counts.whole[tile] = Math.max(0, wholeEnd - from);
        }
        return counts;
    }

    public int queryTileCount() {
        return visited.length;
    }

    /** KV tiles that the query tile visits. */
    public int visited(int queryTile) {
        return visited[queryTile];
    }

    /** KV tiles that need no mask and no bounds check. */
    public int full(int queryTile) {
        return full[queryTile];
    }

    /** KV tiles that need no mask; the last may stick out of the layout (static) or be cut (dynamic). */
    public int whole(int queryTile) {
        return whole[queryTile];
    }
}
