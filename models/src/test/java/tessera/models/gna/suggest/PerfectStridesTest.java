package tessera.models.gna.suggest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tessera.models.gna.DynamicTiles;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.KvTiling;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.models.gna.reference.BruteForce;
import tessera.traces.check.InputException;

class PerfectStridesTest {
    private static final List<Integer> ANY_OF_16 =
            IntStream.rangeClosed(1, 16).boxed().toList();

    /** Layouts, windows, tiles: docs/gna.md; the counts: an exhaustive search by others over all strides 1 .. window. */
    @Test
    void findsThePublishedPerfectStrides() {
        PerfectStrides hunyuan = strides("30x48x80", "18x24x24", "4x8x8", "2x8x8");
        assertEquals(List.of(List.of(16), List.of(8, 24), List.of(8, 24)), hunyuan.perAxis());
        assertEquals("4 of 10368", hunyuan.count() + " of " + hunyuan.searchedCount());
        PerfectStrides cosmos = strides("16x44x80", "16x24x16", "8x4x8", "4x4x8");
        assertEquals(List.of(ANY_OF_16, List.of(8, 16, 24), List.of(16)), cosmos.perAxis());
        assertEquals("48 of 6144", cosmos.count() + " of " + cosmos.searchedCount());
        assertEquals(List.of(1, 8, 16), cosmos.smallest(), "the paper's stride");
        PerfectStrides cosmosHalf = strides("16x44x80", "16x32x48", "8x4x8", "4x4x8");
        assertEquals("384 of 24576", cosmosHalf.count() + " of " + cosmosHalf.searchedCount());
        assertEquals(List.of(1, 8, 16), cosmosHalf.smallest(), "the paper's stride");
        PerfectStrides hunyuanHalf = strides("30x48x80", "30x40x40", "2x16x8", "2x8x8");
        assertEquals(List.of(32), hunyuanHalf.perAxis().get(1));
        assertEquals(List.of(8, 24, 40), hunyuanHalf.perAxis().get(2));
        assertEquals("90 of 48000", hunyuanHalf.count() + " of " + hunyuanHalf.searchedCount());
        assertEquals(List.of(1, 32, 8), hunyuanHalf.smallest(), "the paper's stride");
        PerfectStrides flux = strides("256x256", "80x80", "16x16", "16x8");
        assertEquals(List.of(List.of(16, 48, 80), List.of(16, 32, 48, 64, 80)), flux.perAxis());
        assertEquals("15 of 6400", flux.count() + " of " + flux.searchedCount());
    }

    @Test
    void smallestOfALongSequenceIsTheQueryTile() {
        // n = 32,768, w = 2,048, 256 | 128: NATTEN's documentation names 256 as the smallest fully block-sparse stride.
        assertEquals(List.of(256), strides("32768", "2048", "256", "128").smallest());
    }

    @Test
    void aLaunchWithoutAnyIsToldAsSuch() {
        PerfectStrides none = strides("64", "15", "8", "8");
        assertEquals(0, none.count());
        assertTrue(none.smallest().isEmpty());
    }

    @Test
    void equalsBruteForceOnEveryStride() {
        for (long seed = 1; seed <= 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int length = random.nextInt(1, 40);
            int dilation = random.nextInt(3) == 0 ? random.nextInt(1, Math.min(length, 3) + 1) : 1;
            int window = random.nextInt(1, length / dilation + 1);
            TileShape queryTile = TileShape.of(1 << random.nextInt(4));
            TileShape kvTile = TileShape.of(1 << random.nextInt(3));
            List<Integer> perfectStatic = new ArrayList<>();
            List<Integer> perfectDynamic = new ArrayList<>();
            for (int stride = 1; stride <= window; stride++) {
                GnaResult result = BruteForce.count(problem(length, window, stride, dilation, queryTile, kvTile));
                if (result.staticTiles().isPerfectlyBlockSparse()) {
                    perfectStatic.add(stride);
                }
                if (((DynamicTiles.Boxes) result.dynamicTiles()).isPerfectlyBlockSparse()) {
                    perfectDynamic.add(stride);
                }
            }
            GnaProblem problem = problem(length, window, 1, dilation, queryTile, kvTile);
            String message = "seed " + seed + ": " + problem;
            assertEquals(
                    List.of(perfectStatic),
                    PerfectStrides.of(problem, KvTiling.STATIC).perAxis(),
                    message);
            assertEquals(
                    List.of(perfectDynamic),
                    PerfectStrides.of(problem, KvTiling.DYNAMIC).perAxis(),
                    message);
        }
    }

    @Test
    void flatTilingIsRefused() {
        GnaProblem flat = new GnaProblem(List.of(GnaAxis.of(8, 4, 1)), TileShape.of(4), TileShape.of(2), Tiling.FLAT);
        assertThrows(InputException.class, () -> PerfectStrides.of(flat, KvTiling.STATIC));
    }

    private static GnaProblem problem(
            int length, int window, int stride, int dilation, TileShape queryTile, TileShape kvTile) {
        return new GnaProblem(
                List.of(new GnaAxis(length, window, stride, dilation, false)), queryTile, kvTile, Tiling.MULTI_DIM);
    }

    private static PerfectStrides strides(String layout, String window, String queryTile, String kvTile) {
        int[] ones = IntStream.range(0, numbers(layout).length).map(axis -> 1).toArray();
        return PerfectStrides.of(
                GnaProblem.multiDim(
                        numbers(layout),
                        numbers(window),
                        ones,
                        TileShape.of(numbers(queryTile)),
                        TileShape.of(numbers(kvTile))),
                KvTiling.STATIC);
    }

    private static int[] numbers(String shape) {
        return java.util.Arrays.stream(shape.split("x"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
