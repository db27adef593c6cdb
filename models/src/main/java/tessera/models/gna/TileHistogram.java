package tessera.models.gna;

import java.util.Arrays;
import java.util.SortedMap;

/** How many query tiles visit how many KV tiles: (KV tiles, query tiles) pairs in ascending order of KV tiles. */
public final class TileHistogram {
    /** No entry; what stands where no histogram was asked for. */
    public static final TileHistogram EMPTY = new TileHistogram(new long[0], new long[0]);

    private final long[] kvTiles;
    private final long[] counts;

    private TileHistogram(long[] kvTiles, long[] counts) {
        this.kvTiles = kvTiles;
        this.counts = counts;
    }

    /** The histogram with these entries; no value or count below 1. */
    public static TileHistogram of(SortedMap<Long, Long> queryTilesByKvTiles) {
        return ofSorted(
                queryTilesByKvTiles.keySet().stream().mapToLong(Long::longValue).toArray(),
                queryTilesByKvTiles.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** Takes over the arrays: KV tiles strictly ascending, the count of each ≥ 1. */
    static TileHistogram ofSorted(long[] kvTiles, long[] counts) {
        return new TileHistogram(kvTiles, counts);
    }

    /** Different numbers of KV tiles. */
    public int size() {
        return kvTiles.length;
    }

    /** The index-th smallest number of KV tiles. */
    public long kvTiles(int index) {
        return kvTiles[index];
    }

    /** Query tiles that visit {@code kvTiles(index)} KV tiles. */
    public long count(int index) {
        return counts[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TileHistogram histogram
                && Arrays.equals(kvTiles, histogram.kvTiles)
                && Arrays.equals(counts, histogram.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(kvTiles) + Arrays.hashCode(counts);
    }

    /** {@code {50: 16, 84: 240}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < kvTiles.length; i++) {
            text.append(i == 0 ? "" : ", ").append(kvTiles[i]).append(": ").append(counts[i]);
        }
        return text.append('}').toString();
    }
}
