package tessera.models.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tessera.models.gna.AxisMask;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.KvTiling;

class InverseCountsTest {
    @Test
    void countsQueryTilesPairByPair() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            int length = 1 + random.nextInt(40);
            int window = 1 + random.nextInt(length);
            GnaAxis axis = new GnaAxis(length, window, 1 + random.nextInt(window), 1, random.nextInt(4) == 0);
            int queryTile = 1 + random.nextInt(8);
            int kvTile = 1 + random.nextInt(8);
            for (KvTiling tiling : KvTiling.values()) {
                int[][] counts = InverseCounts.alongAxis(axis, 0, queryTile, kvTile, tiling);
                for (int tile = 0; tile < counts[0].length; tile++) {
                    int[] expected = brute(axis, queryTile, tile * kvTile, kvTile, tiling);
                    String where = "seed " + seed + " " + axis + " tiles " + queryTile + "|" + kvTile + " " + tiling
                            + " KV tile " + tile;
                    assertEquals(expected[0], counts[0][tile], where);
                    assertEquals(expected[1], counts[1][tile], where);
                }
            }
        }
    }

    /** Visited and whole query tiles of the KV tile at {@code from}, token pair by token pair. */
    private static int[] brute(GnaAxis axis, int queryTile, int from, int kvTile, KvTiling tiling) {
        AxisMask mask = new AxisMask(axis.length(), axis.window(), axis.stride(), axis.isCausal());
        int to = Math.min(axis.length(), from + kvTile);
        int first = axis.length();
        int end = 0;
        for (int query = 0; query < axis.length(); query++) {
            if (mask.firstKey(query) < to && mask.endKey(query) > from) {
                first = Math.min(first, query);
                end = query + 1;
            }
        }
        int origin = tiling == KvTiling.DYNAMIC ? first : 0;
        int border = tiling == KvTiling.DYNAMIC ? end : axis.length();
        int[] counts = new int[2];
        for (int start = origin; start < border; start += queryTile) {
            boolean isVisited = false;
            boolean isWhole = true;
            for (int query = start; query < Math.min(border, start + queryTile); query++) {
                isVisited |= mask.firstKey(query) < to && mask.endKey(query) > from;
                isWhole &= mask.firstKey(query) <= from && mask.endKey(query) >= to;
            }
            counts[0] += isVisited ? 1 : 0;
            counts[1] += isVisited && isWhole ? 1 : 0;
        }
        return counts;
    }
}
