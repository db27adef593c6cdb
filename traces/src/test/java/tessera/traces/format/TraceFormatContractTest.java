package tessera.traces.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tessera.traces.check.InputException;
import tessera.traces.npy.ByteSource;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.RandomTraces;

/** What every member of {@link TraceFormats#ALL} promises. */
class TraceFormatContractTest {
    static final List<TraceFormat> FORMATS = TraceFormats.ALL;

    @Test
    void namesAndEndingsAreUnique() {
        Set<String> seen = new HashSet<>();
        for (TraceFormat format : FORMATS) {
            assertEquals(true, seen.add(format.name()), format.name());
            for (String ending : format.extensions()) {
                assertEquals(true, ending.matches("\\.[a-z0-9]+") && seen.add(ending), ending);
            }
            assertFalse(format.summary().isBlank()
                    || format.source().isBlank()
                    || format.status().isBlank());
        }
    }

    @ParameterizedTest
    @FieldSource("FORMATS")
    void roundTripKeepsContentAndDescription(TraceFormat format) throws IOException {
        for (StoredPrecision precision : StoredPrecision.values()) {
            for (long seed = 0; seed < 200; seed++) {
                AttentionTrace trace = RandomTraces.any(seed, precision);
                byte[] bytes = written(format, trace);
                AttentionTrace back = format.reader().read(ByteSource.memory("t", bytes));
                assertEquals(trace.sha256(), back.sha256(), precision + " seed " + seed);
                assertEquals(trace.shape(), back.shape(), precision + " seed " + seed);
                assertEquals(trace.description(), back.description(), precision + " seed " + seed);
                assertArrayEquals(trace.value(0, 0), back.value(0, 0), precision + " seed " + seed);
                assertArrayEquals(bytes, written(format, back), precision + " seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("FORMATS")
    void everyCutIsAnInputError(TraceFormat format) throws IOException {
        byte[] whole = written(format, RandomTraces.any(3, StoredPrecision.INT8));
        for (int length = 0; length < whole.length; length += 7) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(
                    InputException.class,
                    () -> format.reader().read(ByteSource.memory("t", part)),
                    "cut to " + length + " bytes");
        }
    }

    private static byte[] written(TraceFormat format, AttentionTrace trace) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.writer().write(trace, out);
        return out.toByteArray();
    }
}
