package tessera.traces.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.traces.check.InputException;
import tessera.traces.npy.ByteSource;
import tessera.traces.npy.NpyArray;
import tessera.traces.npy.NpyType;
import tessera.traces.npy.NpzWriter;
import tessera.traces.trace.AttentionTrace;

class NpzTraceFormatTest {
    private static final String META =
            "{\"format\": \"tessera-trace\", \"version\": 1, \"name\": \"t\", \"causal\": false}";

    /** What a person would write with numpy.savez: one layer, two heads, one query, two keys, head dim 1. */
    private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

    @BeforeEach
    void valid() {
        arrays.put("meta", NpyArray.utf8(META));
        arrays.put("layer0.query", NpyArray.of(List.of(2, 1, 1), 1, 2));
        arrays.put("layer0.key", NpyArray.of(List.of(1, 2, 1), 3, 4));
        arrays.put("layer0.value", NpyArray.of(List.of(1, 2, 1), 5, 6));
    }

    @Test
    void aFileWithTheNecessaryOnlyIsATrace() {
        AttentionTrace trace = read();
        assertEquals("t", trace.name());
        assertEquals(List.of(2), trace.layout());
        assertEquals(2, trace.headCount());
        assertEquals(1, trace.kvHeadCount());
        assertFalse(trace.isCausal());
        assertArrayEquals(new float[] {2}, trace.query(0, 1));
        assertArrayEquals(new float[] {3, 4}, trace.key(0, 1));
    }

    @Test
    void metaMayBeANumpyString() {
        byte[] text = META.getBytes(Charset.forName("UTF-32LE"));
        arrays.put("meta", NpyArray.of(new NpyType('U', text.length, false), List.of(), text));
        assertEquals("t", read().name());
    }

    @Test
    void missingArraysAreNamed() {
        arrays.remove("layer0.value");
        rejected("t.npz: expected an array 'layer0.value', found meta, layer0.query, layer0.key");
        arrays.remove("meta");
        rejected("t.npz: expected an array 'meta', found layer0.query, layer0.key");
        arrays.clear();
        rejected("t.npz: expected an array 'meta', found none at all");
    }

    @Test
    void unexpectedArraysAreNamedWithTheNearest() {
        arrays.put("layer0.vlaue", NpyArray.of(List.of(1), 1));
        rejected("t.npz: unexpected array 'layer0.vlaue' in a trace of 1 layers of fp32; did you mean 'layer0.value'?");
    }

    @Test
    void aGapInTheLayersIsNoticed() {
        arrays.put("layer2.query", NpyArray.of(List.of(2, 1, 1), 1, 2));
        rejected("t.npz: unexpected array 'layer2.query' in a trace of 1 layers of fp32; did you mean 'layer0.query'?");
    }

    @Test
    void wrongTypesAreNamed() {
        arrays.put("layer0.query", NpyArray.of(NpyType.FLOAT64, List.of(2, 1, 1), new byte[16]));
        rejected("t.npz, array 'layer0.query': expected <f4, <f2 or |i1 (with scales), got <f8; convert with"
                + " array.astype('<f4')");
        arrays.put("layer0.query", NpyArray.of(NpyType.FLOAT16, List.of(2, 1, 1), new byte[4]));
        rejected("t.npz, array 'layer0.key': expected <f2 as in layer0.query, got <f4");
        arrays.put("layer0.query", NpyArray.of(NpyType.INT8, List.of(2, 1, 1), new byte[2]));
        rejected(
                "t.npz: expected an array 'layer0.query_scale', found meta, layer0.query, layer0.key, layer0.value; did"
                        + " you mean 'layer0.query'?");
    }

    @Test
    void wrongShapesAreNamed() {
        arrays.put("layer0.value", NpyArray.of(List.of(1, 1, 2), 5, 6));
        rejected("t.npz, array 'layer0.value': expected shape [1, 2, 1] as layer 0 has it, got [1, 1, 2]");
        arrays.put("layer0.key", NpyArray.of(List.of(2), 5, 6));
        rejected("t.npz, array 'layer0.key': expected three axes [heads, tokens, head_dim], got shape [2]");
    }

    @Test
    void aNumberThatIsNotFiniteIsNamedWithItsPlace() {
        arrays.put("layer0.value", NpyArray.of(List.of(1, 2, 1), 5, Float.NaN));
        rejected("t.npz: layer 0, value of head 0, token 1, element 0: expected a finite number, got NaN; capture or"
                + " export the trace again");
    }

    @Test
    void contentThatIsNotWhatMetaSaysIsRefused() {
        String sha256 = read().sha256();
        arrays.put("meta", NpyArray.utf8(META.replace("}", ", \"sha256\": \"" + sha256 + "\"}")));
        assertEquals(sha256, read().sha256());
        arrays.put("layer0.query", NpyArray.of(List.of(2, 1, 1), 1, 3));
        InputException e = assertThrows(InputException.class, this::read);
        assertEquals(
                true,
                e.getMessage()
                        .startsWith("t.npz: expected content with SHA-256 " + sha256 + " as its meta says, found "),
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | expected a JSON object, got a list",
                "{} | expected \"format\": \"tessera-trace\" and \"version\": 1, got none and none",
                "{\"format\": \"tessera-trace\", \"version\": 2} | expected \"format\": \"tessera-trace\" and \"version\": 1, got \"tessera-trace\" and 2",
                "{\"format\": \"tessera-trace\", \"version\": 1, \"name\": \"t\"} | expected \"causal\": true or false, got none",
                "{\"format\": \"tessera-trace\", \"version\": 1, \"name\": \"t\", \"causal\": \"no\"} | expected \"causal\": true or false, got \"no\"",
                "{\"format\": \"tessera-trace\", \"version\": 1, \"causal\": false} | trace name '': expected one non-empty line",
                "{\"format\": \"tessera-trace\", \"version\": 1, \"name\": \"t\", \"causal\": false, \"layout\": [1.5]} | expected \"layout\": a list of whole numbers, got [1.5]",
                "{\"name\": 3} | expected \"format\": \"tessera-trace\" and \"version\": 1, got none and none",
            })
    void wrongMetaIsNamed(String meta, String message) {
        arrays.put("meta", NpyArray.utf8(meta));
        InputException e = assertThrows(InputException.class, this::read);
        assertEquals("t.npz, array 'meta': " + message, e.getMessage());
    }

    @Test
    void anUnknownMetaKeyIsNamedWithTheNearest() {
        arrays.put("meta", NpyArray.utf8(META.replace("causal", "casual")));
        rejected(
                "t.npz, array 'meta': unknown key 'casual': expected one of format, version, name, causal, decode_steps, layout,"
                        + " model, source, provenance, command, sha256; did you mean 'causal'?");
    }

    @Test
    void aLayoutThatDoesNotFitIsNamed() {
        arrays.put("meta", NpyArray.utf8(META.replace("}", ", \"layout\": [3]}")));
        rejected("t.npz: layout = [3]: expected 1 to 3 positive axes whose product is keys = 2");
    }

    private AttentionTrace read() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            NpzWriter npz = new NpzWriter(out);
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                npz.add(array.getKey(), array.getValue());
            }
            npz.finish();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return NpzTraceFormat.DESCRIPTION.reader().read(ByteSource.memory("t.npz", out.toByteArray()));
    }

    private void rejected(String message) {
        assertEquals(message, assertThrows(InputException.class, this::read).getMessage());
    }
}
