package tessera.traces.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.RandomTraces;
import tessera.traces.trace.TraceShape;

class TraceMinimiserTest {
    private final AttentionTrace trace = RandomTraces.of(
            new TraceShape(5, 6, 3, 20, 30, 4, List.of(30), false), StoredPrecision.FP32, new SplittableRandom(3));

    @Test
    void whatOneQueryAndOneKeyShowIsAllThatIsLeft() {
        // The needle: query 13 of head 4 in layer 3 has this first element, key 17 of the same head that one.
        float query = trace.query(3, 4)[13 * 4];
        float key = trace.key(3, 4)[17 * 4];
        TraceMinimiser.Minimised minimised = TraceMinimiser.minimise(trace, candidate -> {
            boolean hasQuery = false;
            boolean hasKey = false;
            for (int layer = 0; layer < candidate.layerCount(); layer++) {
                for (int head = 0; head < candidate.headCount(); head++) {
                    hasQuery |= contains(candidate.query(layer, head), query);
                    hasKey |= contains(candidate.key(layer, head), key);
                }
            }
            return hasQuery && hasKey;
        });
        assertEquals(new TraceSlice(List.of(3), List.of(4), new Span(13, 14), new Span(17, 18)), minimised.slice());
        assertEquals(1, minimised.trace().queryCount());
        assertEquals(1, minimised.trace().keyCount());
    }

    @Test
    void aCausalTraceKeepsTheKeysThatItsQueriesSee() {
        AttentionTrace causal = RandomTraces.of(
                new TraceShape(2, 2, 1, 16, 16, 4, List.of(16), true), StoredPrecision.FP16, new SplittableRandom(4));
        TraceMinimiser.Minimised minimised = TraceMinimiser.minimise(causal, candidate -> candidate.keyCount() >= 7);
        assertEquals(7, minimised.trace().keyCount());
        assertEquals(1, minimised.trace().queryCount());
        assertEquals(1, minimised.trace().layerCount());
    }

    @Test
    void aPredicateThatDoesNotHoldIsAnError() {
        InputException e = assertThrows(InputException.class, () -> TraceMinimiser.minimise(trace, candidate -> false));
        assertEquals(
                "random: expected a trace for which the predicate holds, found it does not hold for the whole trace",
                e.getMessage());
    }

    private static boolean contains(float[] values, float wanted) {
        for (float value : values) {
            if (value == wanted) {
                return true;
            }
        }
        return false;
    }
}
