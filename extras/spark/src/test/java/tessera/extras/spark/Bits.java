package tessera.extras.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import tessera.cli.explore.store.Outcome;

/** Compares outcomes bit by bit: {@code equals} takes all NaN for one. */
final class Bits {
    private Bits() {}

    static void assertSame(List<Outcome> expected, List<Outcome> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(text(expected.get(i)), text(actual.get(i)), "outcome " + i);
        }
    }

    private static String text(Outcome outcome) {
        long[] bits = Arrays.stream(outcome.values())
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
        return outcome.point() + " " + outcome.level() + " " + outcome.constraint() + " " + Arrays.toString(bits);
    }
}
