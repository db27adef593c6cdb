package tessera.models.gna.suggest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.KvTiling;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.models.gna.suggest.TileSuggestions.Suggestion;
import tessera.traces.check.InputException;

class TileSuggestionsTest {
    private static final GnaProblem COSMOS = GnaProblem.multiDim(
            new int[] {16, 44, 80},
            new int[] {16, 24, 16},
            new int[] {1, 8, 16},
            TileShape.of(1, 1, 1),
            TileShape.of(1, 1, 1));

    @Test
    void tableHoldsWhatTheKernelsOffer() {
        // Blackwell 1 + 4 + 7; Ampere 3-D: query tiles of 64 without a 1: compositions of 6 into 3 parts, 10, each with
        // one
        // KV tile of 64 and three of 128; of 32: compositions of 5, 6, each with the 6 ways to place a factor of 4.
        assertEquals(4, ofKernel(ReleasedTiles.ofRank(2), "Blackwell FNA").size());
        assertEquals(7, ofKernel(ReleasedTiles.ofRank(3), "Blackwell FNA").size());
        assertEquals(
                10 + 36 + 30, ofKernel(ReleasedTiles.ofRank(3), "Ampere FNA").size());
        assertEquals(
                5 + 12 + 10, ofKernel(ReleasedTiles.ofRank(2), "Ampere FNA").size());
        assertEquals("8x4x8|4x4x8", pair(ReleasedTiles.defaultFor(3)));
        assertEquals("16x16|16x8", pair(ReleasedTiles.defaultFor(2)));
        assertEquals("256|128", pair(ReleasedTiles.defaultFor(1)));
        for (int rank = 1; rank <= 3; rank++) {
            for (KernelTiles tiles : ReleasedTiles.ofRank(rank)) {
                assertEquals(rank, tiles.queryTile().rank());
                assertEquals(rank, tiles.kvTile().rank());
                boolean isAmpere = tiles.kernel().equals("Ampere FNA");
                assertEquals(isAmpere ? KvTiling.DYNAMIC : KvTiling.STATIC, tiles.kvTiling());
                long querySize = tiles.queryTile().size();
                long kvSize = tiles.kvTile().size();
                assertTrue(List.of("256|128", "128|128", "64|128", "128|64", "64|64", "32|128")
                        .contains(querySize + "|" + kvSize));
            }
        }
    }

    @Test
    void thePapersTilesAreBestForThePapersStride() {
        List<Suggestion> blackwell = ofGroup("Blackwell FNA");
        assertEquals("8x4x8|4x4x8", pair(blackwell.get(0).tiles()));
        assertTrue(blackwell.get(0).isPerfectlyBlockSparse());
        assertEquals(0.0, blackwell.get(0).waste());
        // FLOP-wise: (16·44·80) / (16·24·16) = 9.1667, what a perfect pair reaches by either measure.
        assertEquals(56320 / 6144.0, blackwell.get(0).worstCaseSpeedup(), 1e-12);
        assertEquals(56320 / 6144.0, blackwell.get(0).meanSpeedup(), 1e-12);
        assertEquals(List.of(1, 8, 16), blackwell.get(0).perfectStrides().smallest());
    }

    @Test
    void rankedByWasteWithinAKernelAndCutToTheTop() {
        List<Suggestion> all = TileSuggestions.rank(COSMOS, dims -> dims.holds(128), 3);
        for (int i = 1; i < all.size(); i++) {
            Suggestion before = all.get(i - 1);
            Suggestion here = all.get(i);
            if (here.rank() > 1 && here.tiles().isReleased()) {
                assertTrue(before.waste() <= here.waste());
                assertEquals(before.tiles().group(), here.tiles().group());
                assertTrue(here.rank() <= 3);
            }
        }
        assertTrue(all.stream().noneMatch(each -> each.tiles().headDims().equals(new HeadDims(256, 256))));
    }

    @Test
    void flatTilingIsRefused() {
        GnaProblem flat = new GnaProblem(List.of(GnaAxis.of(8, 4, 1)), TileShape.of(4), TileShape.of(2), Tiling.FLAT);
        assertThrows(InputException.class, () -> TileSuggestions.rank(flat, dims -> true, 3));
    }

    private static List<Suggestion> ofGroup(String kernel) {
        return TileSuggestions.rank(COSMOS, dims -> true, 3).stream()
                .filter(suggestion -> suggestion.tiles().kernel().equals(kernel))
                .toList();
    }

    private static List<KernelTiles> ofKernel(List<KernelTiles> tiles, String kernel) {
        return tiles.stream().filter(each -> each.kernel().equals(kernel)).toList();
    }

    private static String pair(KernelTiles tiles) {
        return tiles.queryTile() + "|" + tiles.kvTile();
    }
}
