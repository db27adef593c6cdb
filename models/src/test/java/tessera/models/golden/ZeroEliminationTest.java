package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZeroEliminationTest {
    @Test
    void movesKeptLanesToTheFrontInOrder() {
        // Lanes 1, 2 and 5 are kept (mask 0b100110): their values 20, 30, 60 move up.
        assertArrayEquals(
                new long[] {20, 30, 60}, ZeroElimination.packed(new long[] {10, 20, 30, 40, 50, 60, 70, 80}, 0b100110));
        assertArrayEquals(
                new int[] {1, 2, 5},
                ZeroElimination.keptIndices(new boolean[] {false, true, true, false, false, true, false, false}));
    }

    @Test
    void keepsNothingAllAndTheSixtyFourthLane() {
        assertArrayEquals(new long[0], ZeroElimination.packed(new long[] {1, 2}, 0));
        assertArrayEquals(new long[] {1, 2}, ZeroElimination.packed(new long[] {1, 2}, 3));
        long[] lanes = IntStream.range(0, 64).asLongStream().toArray();
        assertArrayEquals(lanes, ZeroElimination.packed(lanes, -1L));
        assertArrayEquals(new long[] {63}, ZeroElimination.packed(lanes, Long.MIN_VALUE));
        assertArrayEquals(new int[0], ZeroElimination.keptIndices(new boolean[0]));
        assertEquals(
                "mask 10 has bits beyond 4 lanes (64 at most)",
                assertThrows(IllegalArgumentException.class, () -> ZeroElimination.packed(new long[4], 0b10000))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> ZeroElimination.packed(new long[65], 1));
    }

    @Test
    void equalsAStreamFilterOnRandomMasks() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            int lanes = 1 + random.nextInt(64);
            long mask = random.nextLong() & (lanes == 64 ? -1L : (1L << lanes) - 1);
            long[] values = random.longs(lanes).toArray();
            int[] indices =
                    IntStream.range(0, lanes).filter(i -> (mask & 1L << i) != 0).toArray();
            boolean[] keep = new boolean[lanes];
            for (int i : indices) {
                keep[i] = true;
            }
            assertArrayEquals(indices, ZeroElimination.keptIndices(keep), "seed " + seed);
            assertArrayEquals(
                    IntStream.of(indices).mapToLong(i -> values[i]).toArray(),
                    ZeroElimination.packed(values, mask),
                    "seed " + seed);
        }
    }
}
