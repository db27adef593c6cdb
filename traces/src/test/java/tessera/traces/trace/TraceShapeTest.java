package tessera.traces.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class TraceShapeTest {
    @Test
    void groupedHeadsReadTheirKeyValueHead() {
        TraceShape shape = new TraceShape(1, 6, 2, 4, 4, 8, List.of(2, 2), false);
        assertEquals(0, shape.kvHead(2));
        assertEquals(1, shape.kvHead(3));
    }

    @Test
    void causalAlignsTheLastQueryWithTheLastKey() {
        TraceShape shape = new TraceShape(1, 1, 1, 3, 5, 8, List.of(5), true);
        assertEquals(3, shape.visibleKeys(0));
        assertEquals(5, shape.visibleKeys(2));
        assertEquals(5, new TraceShape(1, 1, 1, 3, 5, 8, List.of(5), false).visibleKeys(0));
    }

    @Test
    void impossibleShapesSayWhichNumberIsWrong() {
        rejected("heads = 0: expected at least 1", 1, 0, 1, 4, 4, 8, List.of(4), false);
        rejected(
                "kv_heads = 4: expected a divisor of heads = 6 (each key/value head serves the same number of query heads)",
                1,
                6,
                4,
                4,
                4,
                8,
                List.of(4),
                false);
        rejected(
                "layout = [2, 3]: expected 1 to 3 positive axes whose product is keys = 4",
                1,
                1,
                1,
                4,
                4,
                8,
                List.of(2, 3),
                false);
        rejected(
                "layout = [65536, 65536, 65537]: expected 1 to 3 positive axes whose product is keys = 65536",
                1,
                1,
                1,
                4,
                65536,
                8,
                List.of(65536, 65536, 65537),
                false);
        rejected(
                "causal trace with 5 queries and 4 keys: expected at least as many keys as queries",
                1,
                1,
                1,
                5,
                4,
                8,
                List.of(4),
                true);
        rejected(
                "a layer's tensor of 2147483647 heads x 4 tokens x 8 elements: expected at most 536870911 elements;"
                        + " capture fewer tokens",
                1,
                Integer.MAX_VALUE,
                1,
                4,
                4,
                8,
                List.of(4),
                false);
    }

    private static void rejected(
            String message,
            int layers,
            int heads,
            int kvHeads,
            int queries,
            int keys,
            int headDim,
            List<Integer> layout,
            boolean causal) {
        InputException e = assertThrows(
                InputException.class,
                () -> new TraceShape(layers, heads, kvHeads, queries, keys, headDim, layout, causal));
        assertEquals(message, e.getMessage());
    }
}
