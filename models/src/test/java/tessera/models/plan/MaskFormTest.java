package tessera.models.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskFormTest {
    @Test
    void keyListCountsVisibleKeys() {
        // Queries 1 and 4, keys 0 2 4 6, four keys before the first query (offset 2): query 1 sees keys up to 3,
        // so 0 and 2; query 4 sees up to 6, so all four.
        KeyList.Group group = new KeyList.Group(new int[] {1, 4}, new int[] {0, 2, 4, 6});
        KeyList list = new KeyList(List.of(group), true, 2);
        assertEquals(2, list.visibleCount(group, 1));
        assertEquals(4, list.visibleCount(group, 4));
        assertEquals(6, list.pairCountAtMost());
        assertEquals(8, new KeyList(List.of(group), false, 0).pairCountAtMost());
        assertTrue(KeyList.skipped().isSkipped());
        assertEquals(0, KeyList.skipped().pairCountAtMost());
        assertThrows(IllegalArgumentException.class, () -> new KeyList.Group(new int[] {1, 1}, new int[] {0}));
        assertThrows(IllegalArgumentException.class, () -> new KeyList.Group(new int[] {0}, new int[0]));
    }

    @Test
    void blockMaskTakesBlocksOfAnySize() {
        // Queries 0-2 | 3-4, keys 0 | 1-4: visited (0,1) and (1,0): 3 * 4 + 2 * 1 pairs.
        BitSet visited = new BitSet();
        visited.set(1);
        visited.set(2);
        BitSet full = new BitSet();
        full.set(2);
        BlockMask mask = new BlockMask(new int[] {0, 3, 5}, new int[] {0, 1, 5}, visited, full);
        assertEquals(14, mask.pairCountAtMost());
        assertTrue(mask.isVisited(0, 1) && mask.isFull(1, 0));
        assertFalse(mask.isVisited(0, 0) || mask.isFull(0, 1));
        full.set(0);
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlockMask(new int[] {0, 3, 5}, new int[] {0, 1, 5}, visited, full));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BlockMask(new int[] {0, 3, 3}, new int[] {0, 1}, new BitSet(), new BitSet()));
    }

    @Test
    void geometricRefusesWhatIsNoNeighbourhood() {
        assertEquals(
                4 * 3 * 5 * 2,
                new Geometric(List.of(4, 5), List.of(3, 2), List.of(1, 2), List.of(1, 2), List.of(true, false))
                        .pairCountAtMost());
        List<Boolean> no = List.of(false);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Geometric(List.of(8), List.of(5), List.of(1), List.of(2), no));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Geometric(List.of(8), List.of(4), List.of(5), List.of(1), no));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Geometric(List.of(8, 8), List.of(4), List.of(1), List.of(1), no));
        assertTrue(Geometric.dense(List.of(2, 3), true).isDense());
        assertEquals(List.of(6), Geometric.dense(List.of(2, 3), true).layout());
    }
}
