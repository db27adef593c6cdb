package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ZeroEliminationTest {
    @Test
    void keepsTheOrderOfTheKeptLanes() {
        // lanes 0..4 = 10 11 12 13 14, kept 0, 2, 3 (mask 01101)
        assertArrayEquals(new long[] {10, 12, 13}, ZeroElimination.packed(new long[] {10, 11, 12, 13, 14}, 0b01101));
    }

    @Test
    void keepsNothingOrEverything() {
        long[] lanes = new long[64];
        lanes[63] = 7;
        assertArrayEquals(new long[0], ZeroElimination.packed(lanes, 0));
        assertArrayEquals(lanes, ZeroElimination.packed(lanes, -1));
    }

    @Test
    void refusesMaskBitsWithoutALane() {
        assertEquals(
                "mask 10 has bits beyond 4 lanes (64 at most)",
                assertThrows(IllegalArgumentException.class, () -> ZeroElimination.packed(new long[4], 0b10000))
                        .getMessage());
    }
}
