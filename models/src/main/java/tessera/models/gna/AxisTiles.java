package tessera.models.gna;

/**
 * KV tiles along one axis, summed over the query tiles of that axis (all dilation classes). Counts of a problem are
 * products of these over its axes, because mask and tiles are boxes. Mutable, reused from problem to problem.
 */
final class AxisTiles {
    /** KV tiles that hold at least one attended key. */
    long visited;
    /** KV tiles whose every slot is attended by every query of the query tile. */
    long full;
    /** As {@link #full}, but slots beyond the layout (static) or beyond the region (dynamic) need not be attended. */
    long whole;
    /** Fewest and most KV tiles that one query tile visits. */
    long min;

    long max;
    /** Query tiles by the KV tiles they visit; filled only when asked for. */
    final TileCounter histogram = new TileCounter();

    void clear(boolean withHistogram) {
        visited = 0;
        full = 0;
        whole = 0;
        min = Long.MAX_VALUE;
        max = 0;
        if (withHistogram) {
            histogram.clear();
        }
    }

    /** {@code times} query tiles, each of which visits that many KV tiles. */
    void add(int visitedTiles, int fullTiles, int wholeTiles, long times) {
        visited += times * visitedTiles;
        full += times * fullTiles;
        whole += times * wholeTiles;
        min = Math.min(min, visitedTiles);
        max = Math.max(max, visitedTiles);
    }
}
