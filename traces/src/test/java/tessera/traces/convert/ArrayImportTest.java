package tessera.traces.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;
import tessera.traces.npy.NpyArray;
import tessera.traces.npy.NpyType;
import tessera.traces.stat.AttentionProbabilities;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.RandomTraces;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

class ArrayImportTest {
    /** Two layers, 4 heads on 2 key/value heads, 3 queries, 5 keys, head dim 2. */
    private static final TraceShape SHAPE = new TraceShape(2, 4, 2, 3, 5, 2, List.of(5), true);

    private final AttentionTrace trace = RandomTraces.of(SHAPE, StoredPrecision.FP32, new SplittableRandom(1));

    @Test
    void headsFirstWithABatchOfOneGivesTheSameTrace() {
        for (String pattern : List.of("layer%d.%s", "layers.%d.%s", "%d.%s", "layer%d_%s")) {
            ArraysInMemory file = new ArraysInMemory();
            for (int layer = 0; layer < 2; layer++) {
                file.with(String.format(pattern, layer, "q"), NpyArray.of(List.of(1, 4, 3, 2), query(layer)));
                file.with(String.format(pattern, layer, "key"), NpyArray.of(List.of(2, 5, 2), key(layer)));
                file.with(String.format(pattern, layer, "values"), NpyArray.of(List.of(1, 2, 5, 2), value(layer)));
            }
            ArrayImport.Imported imported = ArrayImport.of(file, options("", false, true, 1));
            assertEquals(trace.sha256(), imported.trace().sha256(), pattern);
            assertEquals(List.of(), imported.ignored());
        }
    }

    @Test
    void tokensFirstIsTurned() {
        ArraysInMemory file = new ArraysInMemory();
        for (int layer = 0; layer < 2; layer++) {
            file.with("blk." + layer + ".q", NpyArray.of(List.of(3, 4, 2), tokensFirst(query(layer), 4, 3)));
            file.with("blk." + layer + ".k", NpyArray.of(List.of(5, 2, 2), tokensFirst(key(layer), 2, 5)));
            file.with("blk." + layer + ".v", NpyArray.of(List.of(5, 2, 2), tokensFirst(value(layer), 2, 5)));
        }
        file.with("mask", NpyArray.of(List.of(1), 0));
        ArrayImport.Imported imported = ArrayImport.of(file, options("blk.{layer}.{role}", true, true, 1));
        assertEquals(trace.sha256(), imported.trace().sha256());
        assertEquals(List.of("mask"), imported.ignored());
    }

    @Test
    void oneArrayMayHoldAllLayers() {
        ArraysInMemory file = new ArraysInMemory()
                .with("query", NpyArray.of(List.of(2, 4, 3, 2), both(query(0), query(1))))
                .with("key", NpyArray.of(List.of(2, 1, 2, 5, 2), both(key(0), key(1))))
                .with("value", NpyArray.of(List.of(2, 2, 5, 2), both(value(0), value(1))));
        assertEquals(
                trace.sha256(),
                ArrayImport.of(file, options("", false, true, 1)).trace().sha256());
    }

    @Test
    void wideNumbersAndIntegersBecomeFloatsAndHalvesStayHalves() {
        ByteBuffer wide = ByteBuffer.allocate(8 * 2).order(ByteOrder.LITTLE_ENDIAN);
        wide.putDouble(0.1).putDouble(-3);
        NpyArray f8 = NpyArray.of(NpyType.FLOAT64, List.of(1, 1, 2), wide.array());
        NpyArray u1 = NpyArray.of(NpyType.UINT8, List.of(1, 1, 2), new byte[] {(byte) 200, 1});
        NpyArray f2 = NpyArray.of(NpyType.FLOAT16, List.of(1, 1, 2), new byte[] {0, 0x3c, 0, 0x40});
        NpyArray i1 = NpyArray.of(NpyType.INT8, List.of(1, 1, 2), new byte[] {-5, 6});
        AttentionTrace mixed = one(f8, u1, f2);
        assertEquals(StoredPrecision.FP32, mixed.precision());
        assertArrayEquals(new float[] {0.1f, -3}, mixed.query(0, 0));
        assertArrayEquals(new float[] {200, 1}, mixed.key(0, 0));
        assertEquals(StoredPrecision.FP16, one(f2, f2, f2).precision());
        AttentionTrace integers = one(i1, i1, i1);
        assertEquals(StoredPrecision.INT8, integers.precision());
        assertArrayEquals(new float[] {-5, 6}, integers.query(0, 0));
    }

    @Test
    void queriesAreMultipliedByTheFactor() {
        NpyArray two = NpyArray.of(List.of(1, 1, 2), 2, -4);
        ArraysInMemory file = new ArraysInMemory().with("q", two).with("k", two).with("v", two);
        AttentionTrace imported =
                ArrayImport.of(file, options("", false, false, 0.5)).trace();
        assertArrayEquals(new float[] {1, -2}, imported.query(0, 0));
        assertArrayEquals(new float[] {2, -4}, imported.key(0, 0));
    }

    @Test
    void probabilitiesThatComeAlongAreComparedAndABrokenPromiseIsRefused() {
        ArraysInMemory file = new ArraysInMemory();
        for (int layer = 0; layer < 2; layer++) {
            file.with("layer" + layer + ".q", NpyArray.of(List.of(4, 3, 2), query(layer)));
            file.with("layer" + layer + ".k", NpyArray.of(List.of(2, 5, 2), key(layer)));
            file.with("layer" + layer + ".v", NpyArray.of(List.of(2, 5, 2), value(layer)));
            float[] all = new float[4 * 15];
            for (int head = 0; head < 4; head++) {
                System.arraycopy(AttentionProbabilities.of(trace, layer, head), 0, all, head * 15, 15);
            }
            file.with("layer" + layer + ".attn", NpyArray.of(List.of(1, 4, 3, 5), all));
        }
        ArrayImport.Imported imported = ArrayImport.of(file, options("", false, true, 1));
        assertEquals(2, imported.comparedLayers());
        assertEquals(0, imported.difference());
        InputException e = assertThrows(InputException.class, () -> ArrayImport.of(file, options("", false, false, 1)));
        assertTrue(e.getMessage().startsWith("x, array 'layer0.attn': head 0, query 0, key "), e.getMessage());
        float[] leaking = new float[4 * 15];
        java.util.Arrays.fill(leaking, 0.2f);
        ArraysInMemory late = new ArraysInMemory()
                .with("q", NpyArray.of(List.of(4, 3, 2), new float[24]))
                .with("k", NpyArray.of(List.of(2, 5, 2), new float[20]))
                .with("v", NpyArray.of(List.of(2, 5, 2), new float[20]))
                .with("p", NpyArray.of(List.of(4, 3, 5), leaking));
        // The first query of three sees keys 0 to 2 of five: a third each; key 3 is not for it.
        leaking[0] = 1 / 3f;
        leaking[1] = 1 / 3f;
        leaking[2] = 1 / 3f;
        late.with("p", NpyArray.of(List.of(4, 3, 5), leaking));
        e = assertThrows(InputException.class, () -> ArrayImport.of(late, options("", false, true, 1)));
        assertEquals(
                "x, array 'p': head 0, query 0, key 3: expected 0, since the trace was said to be causal, got 0.2",
                e.getMessage());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        NpyArray two = NpyArray.of(List.of(1, 1, 2), 2, -4);
        refused(new ArraysInMemory().with("a", two), "x: expected arrays named layer{layer}.{role}, ");
        refused(new ArraysInMemory().with("q", two).with("k", two), "x: expected an array 'value', found q, k");
        NpyArray flat = NpyArray.of(List.of(2), 2, -4);
        refused(
                new ArraysInMemory().with("q0", flat).with("k0", two).with("v0", two),
                "x, array 'q0': expected axes [heads, tokens, head_dim] with a batch of 1 or none in front, got shape"
                        + " [2]; export one sequence");
        NpyArray three = NpyArray.of(List.of(1, 1, 3), 1, 2, 3);
        refused(
                new ArraysInMemory().with("q", two).with("k", three).with("v", two),
                "x, array 'k': expected 1 heads x 1 tokens x head dim 2, got 1 x 1 x 3");
        NpyArray nan = NpyArray.of(List.of(1, 1, 2), 2, Float.NaN);
        refused(
                new ArraysInMemory().with("q", two).with("k", nan).with("v", two),
                "x: layer 0, key of head 0, token 0, element 1: expected a finite number, got NaN");
        InputException e = assertThrows(InputException.class, () -> options("layer{n}", false, false, 1));
        assertTrue(e.getMessage().startsWith("--names 'layer{n}': expected {role} in it"), e.getMessage());
    }

    private static void refused(ArraysInMemory file, String message) {
        InputException e = assertThrows(InputException.class, () -> ArrayImport.of(file, options("", false, false, 1)));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    private static AttentionTrace one(NpyArray query, NpyArray key, NpyArray value) {
        ArraysInMemory file =
                new ArraysInMemory().with("q", query).with("k", key).with("v", value);
        return ArrayImport.of(file, options("", false, false, 1)).trace();
    }

    private static ImportOptions options(String names, boolean isTokensFirst, boolean causal, double factor) {
        return new ImportOptions(
                TraceDescription.named("t"), names, isTokensFirst, causal, 0, List.of(), factor, Optional.empty());
    }

    private float[] query(int layer) {
        return heads(4, head -> trace.query(layer, head));
    }

    private float[] key(int layer) {
        return heads(2, head -> trace.key(layer, head * 2));
    }

    private float[] value(int layer) {
        return heads(2, head -> trace.value(layer, head * 2));
    }

    private static float[] heads(int count, java.util.function.IntFunction<float[]> head) {
        float[] all = new float[count * head.apply(0).length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(head.apply(i), 0, all, i * head.apply(i).length, head.apply(i).length);
        }
        return all;
    }

    private static float[] both(float[] a, float[] b) {
        float[] both = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static float[] tokensFirst(float[] values, int heads, int tokens) {
        float[] turned = new float[values.length];
        for (int h = 0; h < heads; h++) {
            for (int t = 0; t < tokens; t++) {
                for (int d = 0; d < 2; d++) {
                    turned[(t * heads + h) * 2 + d] = values[(h * tokens + t) * 2 + d];
                }
            }
        }
        return turned;
    }
}
