package tessera.traces.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;

class AttentionTraceTest {
    /** 1 layer, 2 query heads on 1 key/value head, 1 query, 2 keys, head dim 2. */
    private static final TraceShape SHAPE = new TraceShape(1, 2, 1, 1, 2, 2, List.of(2), false);

    private static final float[] QUERY = {1, 2, 3, 4};
    private static final float[] KEY = {5, 6, 7, 8};
    private static final float[] VALUE = {9, 10, 11, 12};

    private static AttentionTrace trace(String name, StoredPrecision precision) {
        return new AttentionTraceBuilder(SHAPE, TraceDescription.named(name), precision)
                .addLayer(QUERY, KEY, VALUE)
                .build();
    }

    @Test
    void headsAreResolvedAndFresh() {
        AttentionTrace trace = trace("t", StoredPrecision.FP32);
        assertArrayEquals(new float[] {3, 4}, trace.query(0, 1));
        assertArrayEquals(KEY, trace.key(0, 1));
        assertArrayEquals(VALUE, trace.value(0, 1));
        trace.query(0, 1)[0] = 99;
        assertArrayEquals(new float[] {3, 4}, trace.query(0, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> trace.key(0, 2));
    }

    @Test
    void checksumIsOverTheDocumentedBytes() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(("tessera-trace 1 layers=1 heads=2 kv_heads=1 queries=1 keys=2 head_dim=2 layout=2 causal=false"
                        + " precision=fp32\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (float[] tensor : List.of(QUERY, KEY, VALUE)) {
            for (float value : tensor) {
                digest.update(
                        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value));
            }
        }
        assertEquals(
                HexFormat.of().formatHex(digest.digest()),
                trace("t", StoredPrecision.FP32).sha256());
    }

    @Test
    void checksumKnowsContentAndPrecisionButNotTheName() {
        assertEquals(
                trace("a", StoredPrecision.INT8).sha256(),
                trace("b", StoredPrecision.INT8).sha256());
        assertNotEquals(
                trace("a", StoredPrecision.FP16).sha256(),
                trace("a", StoredPrecision.FP32).sha256());
        AttentionTrace other = new AttentionTraceBuilder(SHAPE, TraceDescription.named("a"))
                .addLayer(QUERY, VALUE, KEY)
                .build();
        assertNotEquals(trace("a", StoredPrecision.FP32).sha256(), other.sha256());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteNeverGetsIn(float bad) {
        for (StoredPrecision precision : StoredPrecision.values()) {
            InputException e = assertThrows(
                    InputException.class,
                    () -> new AttentionTraceBuilder(SHAPE, TraceDescription.named("t"), precision)
                            .addLayer(QUERY, new float[] {1, 2, 3, bad}, VALUE));
            assertEquals(
                    "layer 0, key of head 0, token 1, element 1: expected a finite number, got " + bad
                            + "; capture or export the trace again",
                    e.getMessage());
        }
    }

    /** 1e30 x 1e30 is beyond binary32: the score would be infinite, and its probability not a number. */
    @Test
    void whatOverflowsInAScoreNeverGetsIn() {
        InputException e = assertThrows(
                InputException.class,
                () -> new AttentionTraceBuilder(SHAPE, TraceDescription.named("t"), StoredPrecision.FP32)
                        .addLayer(QUERY, new float[] {1, 2, -1e30f, 4}, VALUE));
        assertEquals(
                "layer 0, key of head 0, token 1, element 0: expected a number of at most 1e15 (larger ones overflow in a"
                        + " score), got -1.0E30; capture or export the trace again",
                e.getMessage());
        new AttentionTraceBuilder(SHAPE, TraceDescription.named("t"), StoredPrecision.FP32)
                .addLayer(QUERY, new float[] {1, 2, -1e15f, 1e15f}, VALUE);
    }

    @Test
    void whatOverflowsTheStoredPrecisionIsRefused() {
        AttentionTraceBuilder builder = new AttentionTraceBuilder(
                        SHAPE, TraceDescription.named("t"), StoredPrecision.FP16)
                .addLayer(QUERY, KEY, new float[] {70000, 0, 0, 0});
        InputException e = assertThrows(InputException.class, builder::build);
        assertEquals(
                "layer 0, value of head 0, token 0, element 0: expected a finite number, got Infinity; capture or export"
                        + " the trace again",
                e.getMessage());
    }

    @Test
    void aTraceNeedsAName() {
        assertThrows(InputException.class, () -> TraceDescription.named(" "));
        assertThrows(InputException.class, () -> TraceDescription.named("two\nlines"));
    }
}
