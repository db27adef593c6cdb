package tessera.models.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.models.gna.io.ShapeText;
import tessera.traces.check.InputException;

/** The published end-to-end figures, from exact tile counts (arXiv 2504.16922, end-to-end tables: FLOP-wise and NATTENSim). */
class EndToEndTest {
    private static final EndToEnd FLUX = new EndToEnd(0.518, 28, 9);
    private static final EndToEnd COSMOS = new EndToEnd(0.587, 35, 12);

    // Tiles: NATTEN docs/profiler.md (FLUX) and the only pair that reproduces the paper's op-level figures (Cosmos).
    @ParameterizedTest
    @CsvSource({
        "256x256, 80x80, 1x1, 16x16, 16x8, 1.88, 1.76, 1.46, 1.42",
        "256x256, 80x80, 16x1, 16x16, 16x8, 1.88, 1.84, 1.46, 1.45",
        "256x256, 80x80, 16x16, 16x16, 16x8, 1.88, 1.88, 1.46, 1.46",
        "16x44x80, 16x32x48, 1x1x1, 8x4x8, 4x4x8, 1.50, 1.35, 1.28, 1.21",
        "16x44x80, 16x32x48, 1x8x1, 8x4x8, 4x4x8, 1.50, 1.42, 1.28, 1.24",
        "16x44x80, 16x32x48, 1x1x16, 8x4x8, 4x4x8, 1.50, 1.42, 1.28, 1.24",
        "16x44x80, 16x32x48, 1x8x16, 8x4x8, 4x4x8, 1.50, 1.50, 1.28, 1.28",
        "16x44x80, 16x24x16, 1x1x1, 8x4x8, 4x4x8, 2.10, 1.90, 1.52, 1.45",
        "16x44x80, 16x24x16, 1x8x1, 8x4x8, 4x4x8, 2.10, 1.96, 1.52, 1.48",
        "16x44x80, 16x24x16, 1x1x16, 8x4x8, 4x4x8, 2.10, 2.05, 1.52, 1.51",
        "16x44x80, 16x24x16, 1x8x16, 8x4x8, 4x4x8, 2.10, 2.10, 1.52, 1.52",
    })
    void matchesThePublishedTables(
            String layout,
            String window,
            String stride,
            String queryTile,
            String kvTile,
            double flopWise,
            double simulated,
            double flopWiseWithDenseSteps,
            double simulatedWithDenseSteps) {
        GnaResult result = GnaAnalysis.analyze(problem(layout, window, stride, queryTile, kvTile));
        double flops = result.totals().flopSpeedup();
        double worstCase = result.staticTiles().worstCaseSpeedup();
        EndToEnd model = layout.startsWith("256") ? FLUX : COSMOS;
        EndToEnd allSparse = new EndToEnd(model.attentionShare(), model.steps(), 0);

        assertClose(flopWise, allSparse, flops);
        assertClose(simulated, allSparse, worstCase);
        assertClose(flopWiseWithDenseSteps, model, flops);
        assertClose(simulatedWithDenseSteps, model, worstCase);
    }

    // The paper prints op-level speedups with one decimal and seems to compute with those: then 0.01 instead of 0.016.
    // One of
    // them, 440 / 252 = 1.746 (Cosmos, 16x32x48, stride 1), it can only have printed as 1.8 by way of 1.75.
    private static void assertClose(double published, EndToEnd model, double opSpeedup) {
        assertEquals(published, model.speedup(opSpeedup), 0.016);
        double printed = Math.round(Math.round(opSpeedup * 100) / 10.0) / 10.0;
        assertEquals(published, model.speedup(printed), 0.01);
    }

    @Test
    void attentionThatIsTwiceAsFastInHalfOfTheTimeSavesAQuarter() {
        assertEquals(4.0 / 3, new EndToEnd(0.5, 10, 0).speedup(2), 1e-12);
    }

    @Test
    void allStepsDenseSaveNothing() {
        assertEquals(1.0, new EndToEnd(0.5, 10, 10).speedup(100), 1e-12);
    }

    @Test
    void refusesWhatIsNoShareOrStepCount() {
        assertThrows(InputException.class, () -> new EndToEnd(1.5, 10, 0));
        assertThrows(InputException.class, () -> new EndToEnd(Double.NaN, 10, 0));
        assertThrows(InputException.class, () -> new EndToEnd(0.5, 0, 0));
        assertThrows(InputException.class, () -> new EndToEnd(0.5, 10, 11));
        assertThrows(InputException.class, () -> new EndToEnd(0.5, 10, 1).speedup(0));
    }

    private static GnaProblem problem(String layout, String window, String stride, String queryTile, String kvTile) {
        int[] lengths = ShapeText.numbers("layout", layout);
        int[] windows = ShapeText.numbers("window", window);
        int[] strides = ShapeText.numbers("stride", stride);
        List<GnaAxis> axes = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            axes.add(new GnaAxis(lengths[i], windows[i], strides[i], 1, false));
        }
        return new GnaProblem(
                axes,
                TileShape.of(ShapeText.numbers("query tile", queryTile)),
                TileShape.of(ShapeText.numbers("KV tile", kvTile)),
                Tiling.MULTI_DIM);
    }
}
