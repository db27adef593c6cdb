package tessera.models.gna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tessera.models.gna.reference.GnaMask;

class AxisMaskTest {
    @Test
    void windowSlidesInwardsAtTheBorders() {
        // n = 8, w = 4, s = 1: lo = clamp(i − 2, 0, 4).
        AxisMask mask = new AxisMask(8, 4, 1, false);
        int[] expected = {0, 0, 0, 1, 2, 3, 4, 4};
        for (int query = 0; query < 8; query++) {
            assertEquals(expected[query], mask.firstKey(query), "query " + query);
            assertEquals(expected[query] + 4, mask.endKey(query), "query " + query);
        }
    }

    @Test
    void raggedLastGroupOverlapsTheBlockBefore() {
        // n = 10, w = s = 4: groups start at 0, 4, 8; leaders 2, 6 and 9 (10 clipped); lo = 0, 4, min(7, 6).
        AxisMask mask = new AxisMask(10, 4, 4, false);
        assertEquals(0, mask.firstKey(3));
        assertEquals(4, mask.firstKey(4));
        assertEquals(6, mask.firstKey(8));
    }

    @Test
    void causalWindowStartsAtTheLastQueryOfTheGroup() {
        // n = 8, w = 3, s = 2: query 2 has leader 3, so keys 1..2: fewer than the window.
        AxisMask mask = new AxisMask(8, 3, 2, true);
        assertEquals(1, mask.firstKey(2));
        assertEquals(3, mask.endKey(2));
        // 1+2 + 2+3 + 2+3 + 2+3 keys per query
        assertEquals(18, mask.attendedPairs());
    }

    @Test
    void equalsTheDefinitionOnEverySmallAxis() {
        for (int length = 1; length <= 24; length++) {
            for (int window = 1; window <= length; window++) {
                for (int stride = 1; stride <= window; stride++) {
                    compare(new GnaAxis(length, window, stride, 1, false));
                    compare(new GnaAxis(length, window, stride, 1, true));
                }
            }
        }
    }

    private static void compare(GnaAxis axis) {
        AxisMask mask = new AxisMask(axis.length(), axis.window(), axis.stride(), axis.isCausal());
        long pairs = 0;
        for (int query = 0; query < axis.length(); query++) {
            for (int key = 0; key < axis.length(); key++) {
                boolean attends = GnaMask.attendsOnAxis(axis, query, key);
                assertEquals(
                        attends,
                        mask.firstKey(query) <= key && key < mask.endKey(query),
                        () -> axis + ": one pair is wrong");
                pairs += attends ? 1 : 0;
            }
            boolean isLeft = query < mask.leftClampedEnd();
            assertEquals(isLeft, mask.firstKey(query) == 0, () -> axis + ": left zone");
            if (!axis.isCausal() && axis.window() < axis.length()) {
                boolean isRight = query >= mask.rightClampedStart();
                assertEquals(isRight, mask.endKey(query) == axis.length(), () -> axis + ": right zone");
            }
        }
        assertEquals(pairs, mask.attendedPairs(), axis::toString);
    }

    @Test
    void divisorIsExactUpToItsLimits() {
        int most = Integer.MAX_VALUE;
        int[] values = {1, 2, 3, 5, 7, 8, 127, 128, 641, 65_535, 65_536, 1 << 30, (1 << 30) + 1, most - 1, most};
        for (int value : values) {
            Divisor divisor = new Divisor(value);
            for (int near : values) {
                for (int dividend = Math.max(0, near - 2); dividend >= 0 && dividend <= near; dividend++) {
                    assertEquals(dividend / value, divisor.floor(dividend), dividend + " / " + value);
                    long ceil = ((long) dividend + value - 1) / value;
                    assertEquals(ceil, divisor.ceil(dividend), "ceil " + dividend + " / " + value);
                    if (dividend == most) {
                        break;
                    }
                }
            }
            assertEquals(0, divisor.ceil(0));
            assertTrue(divisor.value() == value);
        }
    }
}
