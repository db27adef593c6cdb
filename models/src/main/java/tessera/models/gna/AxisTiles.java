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

    /** Sums over some query tiles; least and most are those of a single one. */
    void add(long visitedSum, long fullSum, long wholeSum, int least, int most) {
        visited += visitedSum;
        full += fullSum;
        whole += wholeSum;
        min = Math.min(min, least);
        max = Math.max(max, most);
    }
}
