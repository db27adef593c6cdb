package tessera.traces.slice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;
import tessera.traces.stat.AttentionProbabilities;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.RandomTraces;
import tessera.traces.trace.TraceShape;

class TraceSliceTest {
    /** 2 layers, 6 heads on 3 key/value heads, 9 queries (4 at once, then 5 steps), 11 keys, head dim 3. */
    private final AttentionTrace decoder = RandomTraces.of(
            new TraceShape(2, 6, 3, 9, 11, 3, List.of(11), true, 5), StoredPrecision.INT8, new SplittableRandom(1));

    @Test
    void aStepHasOneQueryAndTheKeysInTheCache() {
        AttentionTrace step = TraceSlice.step(decoder, 2).of(decoder);
        // Step 2 is query 6 of 0 … 8, which sees the keys 0 … 6 + 11 − 9 = 8.
        assertEquals(1, step.queryCount());
        assertEquals(9, step.keyCount());
        assertEquals(1, step.shape().decodeStepCount());
        for (int head = 0; head < 6; head++) {
            float[] whole = AttentionProbabilities.of(decoder, 1, head);
            assertArrayEquals(Arrays.copyOfRange(whole, 6 * 11, 6 * 11 + 9), AttentionProbabilities.of(step, 1, head));
        }
    }

    @Test
    void prefillAndDecodeAreTheTwoParts() {
        AttentionTrace prefill = TraceSlice.prefill(decoder).of(decoder);
        assertEquals(List.of(4, 6, 0), sizes(prefill));
        AttentionTrace decode = TraceSlice.decode(decoder).of(decoder);
        assertEquals(List.of(5, 11, 5), sizes(decode));
        assertEquals(7, decode.shape().visibleKeys(0));
        assertArrayEquals(decoder.value(0, 5), decode.value(0, 5));
    }

    @Test
    void anyPartOfAnyTraceAttendsAsItDidInTheWhole() {
        for (long seed = 0; seed < 300; seed++) {
            AttentionTrace trace = RandomTraces.any(seed, StoredPrecision.values()[(int) (seed % 3)]);
            SplittableRandom random = new SplittableRandom(seed);
            int from = random.nextInt(trace.queryCount());
            int to = from + 1 + random.nextInt(trace.queryCount() - from);
            List<Integer> heads = TraceSlice.indices(Span.all(trace.headCount())).stream()
                    .filter(head -> random.nextBoolean())
                    .toList();
            heads = heads.isEmpty() ? List.of(trace.headCount() - 1) : heads;
            AttentionTrace part = TraceSlice.all(trace)
                    .withHeads(heads)
                    .withQueries(trace, new Span(from, to))
                    .of(trace);
            for (int i = 0; i < heads.size(); i++) {
                float[] whole = AttentionProbabilities.of(trace, 0, heads.get(i));
                float[] cut = AttentionProbabilities.of(part, 0, i);
                for (int q = 0; q < to - from; q++) {
                    for (int k = 0; k < part.keyCount(); k++) {
                        assertEquals(
                                whole[(from + q) * trace.keyCount() + k],
                                cut[q * part.keyCount() + k],
                                "seed " + seed + ", head " + i + ", query " + q + ", key " + k);
                    }
                }
            }
        }
    }

    @Test
    void groupsStayGroupsWhereTheyAreWhole() {
        TraceSlice all = TraceSlice.all(decoder);
        assertEquals(2, all.withHeads(List.of(2, 3, 4, 5)).of(decoder).kvHeadCount());
        assertEquals(1, all.withHeads(List.of(0, 1)).of(decoder).kvHeadCount());
        assertEquals(2, all.withHeads(List.of(1, 2)).of(decoder).kvHeadCount());
        assertEquals(3, all.withHeads(List.of(0, 1, 2)).of(decoder).kvHeadCount());
    }

    @Test
    void rangesAreReadStrictly() {
        assertEquals(new Span(2, 5), Span.parse("2:5", 9, "queries"));
        assertEquals(new Span(0, 5), Span.parse(":5", 9, "queries"));
        assertEquals(new Span(2, 9), Span.parse("2:", 9, "queries"));
        assertEquals(new Span(8, 9), Span.parse("8", 9, "queries"));
        for (String wrong : List.of("", "9", "5:2", "3:3", "a", "1:2:3", "-1", "2:10", "99999999999")) {
            InputException e = assertThrows(InputException.class, () -> Span.parse(wrong, 9, "queries"), wrong);
            assertTrue(e.getMessage().endsWith("within the 9 queries of the trace"), e.getMessage());
        }
    }

    @Test
    void keysOfACausalTraceCannotBeCutAnywhere() {
        TraceSlice cut = TraceSlice.all(decoder).withKeys(new Span(0, 10));
        InputException e = assertThrows(InputException.class, () -> cut.of(decoder));
        assertEquals(
                "keys 0:10: in a causal trace the queries 0:9 need keys that end at 11 and begin before 3",
                e.getMessage());
        InputException steps =
                assertThrows(InputException.class, () -> TraceSlice.step(RandomTraces.any(1, StoredPrecision.FP32), 0));
        assertEquals("random: expected a trace with decode steps, found one without", steps.getMessage());
    }

    private static List<Integer> sizes(AttentionTrace trace) {
        return List.of(trace.queryCount(), trace.keyCount(), trace.shape().decodeStepCount());
    }
}
