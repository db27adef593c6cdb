package tessera.models.pattern.permute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GilbertCurveTest {
    @Test
    void passesEveryTokenOnceAndStepsToNeighboursInEvenBoxes() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int axes = 1 + random.nextInt(3);
            boolean isEven = random.nextBoolean();
            List<Integer> layout = IntStream.range(0, axes)
                    .mapToObj(axis -> isEven ? 2 + 2 * random.nextInt(6) : 1 + random.nextInt(11))
                    .toList();
            int[] order = GilbertCurve.order(layout);
            int size = layout.stream().reduce(1, (a, b) -> a * b);
            String where = "seed " + seed + ": " + layout;
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            assertArrayEquals(IntStream.range(0, size).toArray(), sorted, where);
            for (int i = 1; i < size && isEven; i++) {
                assertEquals(1, distance(order[i - 1], order[i], layout), where + " at " + i);
            }
        }
    }

    private static int distance(int one, int other, List<Integer> layout) {
        int sum = 0;
        for (int axis = layout.size() - 1; axis >= 0; axis--) {
            sum += Math.abs(one % layout.get(axis) - other % layout.get(axis));
            one /= layout.get(axis);
            other /= layout.get(axis);
        }
        return sum;
    }

    /** A 2 x 2 square: right, down, left would need a corner of a Hilbert cell: tokens 0, 2, 3, 1. */
    @Test
    void aSquareOfFour() {
        assertArrayEquals(new int[] {0, 2, 3, 1}, GilbertCurve.order(List.of(2, 2)));
        assertTrue(GilbertCurve.order(List.of(5))[4] == 4);
    }
}
