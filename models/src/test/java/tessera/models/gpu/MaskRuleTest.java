package tessera.models.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.KvTiling;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;

class MaskRuleTest {
    private static GnaProblem axis(int length, int window, int stride, int queryTile, int kvTile) {
        return new GnaProblem(
                List.of(GnaAxis.of(length, window, stride)),
                TileShape.of(queryTile),
                TileShape.of(kvTile),
                Tiling.MULTI_DIM);
    }

    @Test
    void measuredLaunchesFallWhereTheirTimesSay() {
        // FLUX at 16x16 and 1-D at 256 and 2048 ran mask-free, stride 1 did not.
        int[] layout = {256, 256};
        int[] window = {80, 80};
        TileShape query = TileShape.of(16, 16);
        TileShape kv = TileShape.of(16, 8);
        assertEquals(
                MaskKind.NONE,
                MaskRule.of(GnaProblem.multiDim(layout, window, new int[] {16, 16}, query, kv), KvTiling.STATIC));
        assertEquals(
                MaskKind.FINE,
                MaskRule.of(GnaProblem.multiDim(layout, window, new int[] {1, 1}, query, kv), KvTiling.STATIC));
        assertEquals(MaskKind.NONE, MaskRule.of(axis(32768, 2048, 256, 256, 128), KvTiling.STATIC));
        assertEquals(MaskKind.FINE, MaskRule.of(axis(32768, 2048, 1, 256, 128), KvTiling.STATIC));
        // The window ends inside a KV tile, so the dynamic kernel masks although nothing is hidden: 18 = 4 x 4 + 2.
        assertEquals(MaskKind.FINE, MaskRule.of(axis(30, 18, 16, 4, 4), KvTiling.DYNAMIC));
        assertEquals(MaskKind.BOUNDS, MaskRule.of(axis(30, 30, 1, 4, 4), KvTiling.STATIC));
    }

    @Test
    void neverCallsALaunchMaskFreeThatHasPartialTiles() {
        for (int length = 2; length <= 32; length++) {
            for (int window = 1; window <= length; window++) {
                for (int stride = 1; stride <= window; stride++) {
                    for (int queryTile = 2; queryTile <= 8; queryTile *= 2) {
                        for (int kvTile = 1; kvTile <= 8; kvTile *= 2) {
                            checkSound(axis(length, window, stride, queryTile, kvTile));
                        }
                    }
                }
            }
        }
    }

    private static void checkSound(GnaProblem problem) {
        if (MaskRule.of(problem, KvTiling.STATIC) != MaskKind.FINE) {
            assertTrue(
                    GnaAnalysis.analyze(problem).staticTiles().isMaskFree(),
                    () -> "partial tiles without mask: " + problem);
        }
    }
}
