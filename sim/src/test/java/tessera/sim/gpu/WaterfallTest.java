package tessera.sim.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.TileShape;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.Pass;
import tessera.traces.check.InputException;

class WaterfallTest {
    private static final GnaProblem NEIGHBORHOOD = problem(1);
    private static final GnaProblem STRIDED = problem(16);

    private final GpuEstimator estimator = new GpuEstimator();

    @ParameterizedTest
    @CsvSource({"b200, 1, FORWARD", "b200, 16, FORWARD", "b200, 1, BACKWARD", "h200, 1, FORWARD"})
    void stepsAddUpToTheEstimate(String gpu, int stride, Pass pass) {
        GpuQuery query = GpuQuery.on(gpu).withHeads(4, 128).withPass(pass);
        GnaProblem problem = withTilesOf(query, problem(stride));
        GpuEstimate estimate = estimator.estimate(query, problem);
        Waterfall waterfall = Waterfall.of(estimator, query, problem);
        double sum = waterfall.steps().stream().mapToDouble(Waterfall.Step::us).sum();
        assertEquals(estimate.totalUs(), sum, 1e-9 * sum);
        Waterfall.Step last = waterfall.steps().get(waterfall.steps().size() - 1);
        assertEquals(estimate.speedupWithPermute(), last.speedup(), 1e-9);
    }

    // FLOP-wise speedup and tile counts are the analysis' own, whatever the GPU.
    @Test
    void theFirstStepsAreTheExactCounts() {
        GpuQuery query = GpuQuery.on("b200").withHeads(4, 128);
        GnaResult counts = GnaAnalysis.analyze(NEIGHBORHOOD);
        List<Waterfall.Step> steps =
                Waterfall.of(estimator, query, NEIGHBORHOOD).steps();
        assertEquals(counts.totals().flopSpeedup(), steps.get(0).speedup(), 1e-9);
        assertEquals(counts.staticTiles().meanSpeedup(), steps.get(1).speedup(), 1e-9);
    }

    @Test
    void aMaskFreeProblemPaysForNoMask() {
        GpuQuery query = GpuQuery.on("b200").withHeads(4, 128);
        assertEquals(0, step(Waterfall.of(estimator, query, STRIDED), "partial_tiles"), 1e-9);
        assertTrue(step(Waterfall.of(estimator, query, NEIGHBORHOOD), "partial_tiles") > 0);
    }

    @Test
    void aDenseProblemHasNoSpeedupToLose() {
        GnaProblem dense = GnaProblem.multiDim(
                new int[] {64, 64}, new int[] {64, 64}, new int[] {1, 1}, TileShape.of(16, 16), TileShape.of(16, 8));
        assertThrows(InputException.class, () -> Waterfall.of(estimator, GpuQuery.on("b200"), dense));
    }

    // Simulating every stride and tile pair of a small layout finds nothing faster than the search.
    @Test
    void theSearchFindsTheFastest() {
        GpuQuery query = GpuQuery.on("b200").withHeads(4, 128);
        GnaProblem mask = GnaProblem.multiDim(
                new int[] {48, 48}, new int[] {16, 16}, new int[] {1, 1}, TileShape.of(16, 16), TileShape.of(16, 8));
        DesignSearch search = new DesignSearch(estimator, query);
        double found = search.front(mask).stream()
                .mapToDouble(design -> design.estimate().totalUs())
                .min()
                .orElseThrow();
        double fastest = Double.POSITIVE_INFINITY;
        for (DesignSearch.Design tiles : search.tiles(mask)) {
            for (int s0 = 1; s0 <= 16; s0++) {
                for (int s1 = 1; s1 <= 16; s1++) {
                    GnaProblem tried = GnaProblem.multiDim(
                            new int[] {48, 48},
                            new int[] {16, 16},
                            new int[] {s0, s1},
                            tiles.problem().queryTile(),
                            tiles.problem().kvTile());
                    fastest = Math.min(fastest, estimator.estimate(query, tried).totalUs());
                }
            }
        }
        assertEquals(fastest, found, 1e-9);
    }

    @Test
    void nothingOnTheFrontIsBeaten() {
        List<DesignSearch.Design> front =
                new DesignSearch(estimator, GpuQuery.on("b200").withHeads(4, 128)).front(NEIGHBORHOOD);
        for (int i = 1; i < front.size(); i++) {
            assertTrue(front.get(i).strideVolume() > front.get(i - 1).strideVolume());
            assertTrue(front.get(i).estimate().totalUs()
                    < front.get(i - 1).estimate().totalUs());
        }
        assertTrue(front.get(front.size() - 1).isMaskFree());
    }

    private static double step(Waterfall waterfall, String name) {
        return waterfall.steps().stream()
                .filter(step -> step.step().equals(name))
                .findFirst()
                .orElseThrow()
                .us();
    }

    private GnaProblem withTilesOf(GpuQuery query, GnaProblem problem) {
        var tiles = estimator.catalog().defaultTiles(query, problem.rank());
        return new GnaProblem(problem.axes(), tiles.queryTile(), tiles.kvTile(), problem.tiling());
    }

    private static GnaProblem problem(int stride) {
        return GnaProblem.multiDim(
                new int[] {128, 128},
                new int[] {48, 48},
                new int[] {stride, stride},
                TileShape.of(16, 16),
                TileShape.of(16, 8));
    }
}
