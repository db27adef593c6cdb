package tessera.models.gna;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tessera.models.gna.reference.BruteForce;

/** The closed forms against the brute-force mask, every field, thousands of seeded problems. */
class ClosedFormTest {
    private static final double TOLERANCE = 1e-12;

    @Test
    void multiDimEqualsBruteForceInOneDimension() {
        compareMultiDim(1, 1_000);
    }

    @Test
    void multiDimEqualsBruteForceInTwoDimensions() {
        compareMultiDim(2, 1_000);
    }

    @Test
    void multiDimEqualsBruteForceInThreeDimensions() {
        compareMultiDim(3, 1_000);
    }

    @Test
    void flatEqualsBruteForceInOneDimension() {
        compareFlat(1, 1_000);
    }

    @Test
    void flatEqualsBruteForceInTwoDimensions() {
        compareFlat(2, 1_000);
    }

    @Test
    void flatEqualsBruteForceInThreeDimensions() {
        compareFlat(3, 1_000);
    }

    private static void compareFlat(int rank, int cases) {
        GnaAnalysis analysis = new GnaAnalysis(GnaOptions.ALL);
        for (long seed = 1; seed <= cases; seed++) {
            GnaProblem problem = new RandomProblems(seed * 10 + rank).flat(rank);
            assertSame(BruteForce.count(problem), analysis.count(problem), "seed " + seed + ": " + problem);
        }
    }

    private static void compareMultiDim(int rank, int cases) {
        GnaAnalysis analysis = new GnaAnalysis(GnaOptions.ALL);
        for (long seed = 1; seed <= cases; seed++) {
            GnaProblem problem = new RandomProblems(seed * 10 + rank).multiDim(rank);
            assertSame(BruteForce.count(problem), analysis.count(problem), "seed " + seed + ": " + problem);
        }
    }

    static void assertSame(GnaResult expected, GnaResult actual, String message) {
        GnaTotals wanted = expected.totals();
        GnaTotals got = actual.totals();
        assertEquals(wanted.flopSpeedup(), got.flopSpeedup(), TOLERANCE * wanted.flopSpeedup(), message);
        assertEquals(
                wanted,
                new GnaTotals(
                        got.tokens(),
                        got.attendedPairs(),
                        wanted.flopSpeedup(),
                        got.queryTiles(),
                        got.launchedQueryTiles(),
                        got.denseQueryTiles(),
                        got.denseKvTiles(),
                        got.denseTilePairs()),
                message);
        assertEquals(expected.staticTiles(), actual.staticTiles(), message);
        assertEquals(expected.dynamicTiles(), actual.dynamicTiles(), message);
    }
}
