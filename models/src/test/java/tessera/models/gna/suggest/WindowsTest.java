package tessera.models.gna.suggest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class WindowsTest {
    // 80 x 80 of 256 x 256 is 9.77 % of it, and as square as the layout.
    @Test
    void theWindowShapedLikeTheLayoutComesFirst() {
        List<int[]> windows = Windows.ofSparsity(new int[] {256, 256}, 0.9, 5);
        assertArrayEquals(new int[] {80, 80}, windows.get(0));
        assertEquals(5, windows.size());
    }

    // 30 is no multiple of 8 but the whole axis is always allowed: 24 and 30 of 30 are the two within 2 % of 80 % and
    // 100 %.
    @Test
    void aWholeAxisIsAlwaysAllowed() {
        assertArrayEquals(
                new int[] {24}, Windows.ofSparsity(new int[] {30}, 0.2, 5).get(0));
        assertArrayEquals(
                new int[] {30}, Windows.ofSparsity(new int[] {30}, 0.01, 5).get(0));
    }

    @Test
    void refusesWhatIsNoShareOrHasNoWindow() {
        assertThrows(InputException.class, () -> Windows.ofSparsity(new int[] {256}, 1, 5));
        assertThrows(InputException.class, () -> Windows.ofSparsity(new int[] {256}, 0, 5));
        assertThrows(InputException.class, () -> Windows.ofSparsity(new int[] {16}, 0.3, 5));
    }
}
