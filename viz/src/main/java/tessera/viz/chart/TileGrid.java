package tessera.viz.chart;

/** The kind of every (query tile, KV tile) pair of one head; immutable. */
public final class TileGrid {
    /** 16 Mi pairs, 4096 x 4096 tiles: more than any picture shows. */
    private static final long MOST_PAIRS = 1L << 24;

    /** Says what is done with a pair; both indices from 0. */
    @FunctionalInterface
    public interface Source {
        TileKind at(int queryTile, int kvTile);
    }

    private final int queryTileCount;
    private final int kvTileCount;
    private final TileKind[] kinds;

    private TileGrid(int queryTileCount, int kvTileCount) {
        if (queryTileCount < 1 || kvTileCount < 1 || (long) queryTileCount * kvTileCount > MOST_PAIRS) {
            throw new IllegalArgumentException("a tile grid of " + queryTileCount + " x " + kvTileCount
                    + " tiles: expected 1 to " + MOST_PAIRS + " pairs");
        }
        this.queryTileCount = queryTileCount;
        this.kvTileCount = kvTileCount;
        kinds = new TileKind[queryTileCount * kvTileCount];
    }

    /** Asks the source once for each pair, in raster order. */
    public static TileGrid of(int queryTileCount, int kvTileCount, Source source) {
        TileGrid grid = new TileGrid(queryTileCount, kvTileCount);
        for (int query = 0; query < queryTileCount; query++) {
            for (int kv = 0; kv < kvTileCount; kv++) {
                grid.kinds[query * kvTileCount + kv] = source.at(query, kv);
            }
        }
        return grid;
    }

    public int queryTileCount() {
        return queryTileCount;
    }

    public int kvTileCount() {
        return kvTileCount;
    }

    public TileKind at(int queryTile, int kvTile) {
        return kinds[queryTile * kvTileCount + kvTile];
    }

    /** How many pairs of this kind there are. */
    public long count(TileKind kind) {
        return count(kind, 0, queryTileCount, 0, kvTileCount);
    }

    /** How many pairs of this kind lie in query tiles [queryFrom, queryTo) and KV tiles [kvFrom, kvTo). */
    long count(TileKind kind, int queryFrom, int queryTo, int kvFrom, int kvTo) {
        long count = 0;
        for (int query = queryFrom; query < queryTo; query++) {
            for (int kv = kvFrom; kv < kvTo; kv++) {
                count += kinds[query * kvTileCount + kv] == kind ? 1 : 0;
            }
        }
        return count;
    }
}
