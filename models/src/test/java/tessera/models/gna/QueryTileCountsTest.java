package tessera.models.gna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class QueryTileCountsTest {
    @Test
    void listsTilesInLaunchOrder() {
        // 8 x 2 tokens, axis 0: window 4, tiles 4 | 2: both query tiles see keys 0..5 and 2..7, three KV tiles; axis 1:
        // dilation 2, one token a class. Two classes of two query tiles.
        GnaProblem problem = new GnaProblem(
                List.of(GnaAxis.of(8, 4, 1), new GnaAxis(2, 1, 1, 2, false)),
                TileShape.of(4, 1),
                TileShape.of(2, 1),
                Tiling.MULTI_DIM);
        QueryTileCounts counts = QueryTileCounts.of(problem, KvTiling.STATIC);
        assertEquals(4, counts.queryTileCount());
        assertEquals(3, counts.visited(0));
        assertEquals(3, counts.visited(3));
        // Queries 0..3 all see keys 1..3 (lo = 0, 0, 0, 1), so KV tile {2,3} alone is whole.
        assertEquals(1, counts.whole(0));
    }

    @Test
    void addsUpToTheClosedForm() {
        for (long seed = 1; seed <= 600; seed++) {
            int rank = (int) (1 + seed % 3);
            compare(new RandomProblems(seed).multiDim(rank), KvTiling.STATIC, "seed " + seed);
            compare(new RandomProblems(seed).multiDim(rank), KvTiling.DYNAMIC, "seed " + seed);
            compare(new RandomProblems(seed).flat(rank), KvTiling.STATIC, "seed " + seed);
        }
    }

    private static void compare(GnaProblem problem, KvTiling kvTiling, String seed) {
        String message = seed + ": " + problem;
        QueryTileCounts counts = QueryTileCounts.of(problem, kvTiling);
        GnaResult result = GnaAnalysis.analyze(problem);
        TreeMap<Long, Long> histogram = new TreeMap<>();
        long visited = 0;
        long whole = 0;
        for (int tile = 0; tile < counts.queryTileCount(); tile++) {
            visited += counts.visited(tile);
            whole += counts.whole(tile);
            histogram.merge(counts.visited(tile), 1L, Long::sum);
        }
        assertEquals(result.totals().queryTiles(), counts.queryTileCount(), message);
        if (kvTiling == KvTiling.STATIC) {
            StaticTiles tiles = result.staticTiles();
            assertEquals(tiles.visitedTilePairs(), visited, message);
            assertEquals(tiles.full() + tiles.padOnly(), whole, message);
            assertEquals(tiles.kvTilesHistogram(), TileHistogram.of(histogram), message);
        } else {
            DynamicTiles.Boxes tiles = (DynamicTiles.Boxes) result.dynamicTiles();
            assertEquals(tiles.visitedTilePairs(), visited, message);
            assertEquals(tiles.full() + tiles.truncatedOnly(), whole, message);
        }
    }

    @Test
    void refusesWhatCannotBeListed() {
        GnaProblem flat = new GnaProblem(List.of(GnaAxis.of(8, 4, 1)), TileShape.of(4), TileShape.of(2), Tiling.FLAT);
        assertThrows(InputException.class, () -> QueryTileCounts.of(flat, KvTiling.DYNAMIC));
        GnaProblem huge = GnaProblem.multiDim(
                new int[] {1 << 30}, new int[] {4}, new int[] {1}, TileShape.of(1), TileShape.of(1));
        assertThrows(InputException.class, () -> QueryTileCounts.of(huge, KvTiling.STATIC));
    }
}
