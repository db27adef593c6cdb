package tessera.models.gna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tessera.models.gna.reference.BruteForce;
import tessera.traces.check.InputException;

class TilePairsTest {
    @Test
    void mapsASmallProblem() {
        // 8 tokens, window 4, stride 1, tiles of 2 | 2: query tile 0 (queries 0, 1) sees keys 0..3 by both queries
        // (lo = clamp(0 - 2, 0, 4) = 0 and clamp(1 - 2) = 0), so KV tiles 0 and 1 are full, 2 and 3 skipped.
        // Query tile 2 (queries 4, 5): lo = 2 and 3, keys 2..5 and 3..6: KV tile 1 {2,3} partial, 2 {4,5} full, 3 {6,7}
        // partial.
        TilePairs pairs = new TilePairs(
                GnaProblem.multiDim(new int[] {8}, new int[] {4}, new int[] {1}, TileShape.of(2), TileShape.of(2)));
        assertEquals("[FULL, FULL, SKIPPED, SKIPPED]", row(pairs, 0).toString());
        assertEquals("[SKIPPED, PARTIAL, FULL, PARTIAL]", row(pairs, 2).toString());
    }

    @Test
    void countsOfEachKindAreThoseOfTheBruteForceMask() {
        for (int seed = 1; seed <= 400; seed++) {
            GnaProblem problem = random(new SplittableRandom(seed));
            TilePairs pairs = new TilePairs(problem);
            long[] counts = new long[TilePairs.Kind.values().length];
            for (int query = 0; query < pairs.queryTileCount(); query++) {
                for (TilePairs.Kind kind : row(pairs, query)) {
                    counts[kind.ordinal()]++;
                }
            }
            StaticTiles expected = BruteForce.count(problem).staticTiles();
            String message = "seed " + seed + ": " + problem;
            assertEquals(expected.full(), counts[TilePairs.Kind.FULL.ordinal()], message);
            assertEquals(expected.padOnly(), counts[TilePairs.Kind.PAD_ONLY.ordinal()], message);
            assertEquals(expected.partial(), counts[TilePairs.Kind.PARTIAL.ordinal()], message);
        }
    }

    @Test
    void dilatedAndFlatProblemsHaveNoSuchMap() {
        GnaProblem dilated = new GnaProblem(
                List.of(new GnaAxis(8, 2, 1, 2, false)), TileShape.of(2), TileShape.of(2), Tiling.MULTI_DIM);
        assertThrows(InputException.class, () -> new TilePairs(dilated));
        GnaProblem flat = new GnaProblem(List.of(GnaAxis.of(8, 2, 1)), TileShape.of(2), TileShape.of(2), Tiling.FLAT);
        assertThrows(InputException.class, () -> new TilePairs(flat));
    }

    private static List<TilePairs.Kind> row(TilePairs pairs, int query) {
        List<TilePairs.Kind> kinds = new ArrayList<>();
        for (int kv = 0; kv < pairs.kvTileCount(); kv++) {
            kinds.add(pairs.kind(query, kv));
        }
        return kinds;
    }

    private static GnaProblem random(SplittableRandom random) {
        int rank = 1 + random.nextInt(3);
        List<GnaAxis> axes = new ArrayList<>();
        int[] queryTile = new int[rank];
        int[] kvTile = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int length = 1 + random.nextInt(9);
            int window = 1 + random.nextInt(length);
            axes.add(new GnaAxis(length, window, 1 + random.nextInt(window), 1, random.nextBoolean()));
            queryTile[axis] = 1 + random.nextInt(4);
            kvTile[axis] = 1 + random.nextInt(4);
        }
        return new GnaProblem(axes, TileShape.of(queryTile), TileShape.of(kvTile), Tiling.MULTI_DIM);
    }
}
