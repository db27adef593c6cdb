package tessera.traces.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.InputException;
import tessera.traces.tensor.StoredPrecision;

class TraceFilesTest {
    @TempDir
    private Path folder;

    @Test
    void writtenTracesReadBack() throws IOException {
        AttentionTrace trace = RandomTraces.any(1, StoredPrecision.FP32);
        Path file = folder.resolve("t.npz");
        TraceFiles.write(file, trace);
        assertEquals(trace.sha256(), TraceFiles.open(file.toString()).sha256());
        byte[] first = Files.readAllBytes(file);
        TraceFiles.write(file, TraceFiles.open(file));
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void missingFilesFoldersAndOtherFormatsAreNamed() throws IOException {
        assertMessage(folder.resolve("none.npz").toString(), ": expected a file, found nothing there");
        assertMessage(folder.toString(), ": expected a file, found a folder");
        Path text = Files.writeString(folder.resolve("trace.txt"), "hello");
        assertMessage(text.toString(), ": expected a trace file ending in .npz, .safetensors, got '.txt'");
        Path array = Files.writeString(folder.resolve("trace.npy"), "hello");
        assertMessage(
                array.toString(),
                ": expected a trace file ending in .npz, .safetensors, got '.npy'; did you mean '.npz'?");
        Path disguised = Files.writeString(folder.resolve("trace.npz"), "hello, world");
        assertMessage(disguised.toString(), ": expected an NPZ (a ZIP, first bytes 'PK'), found 'hello, w'");
        assertThrows(InputException.class, () -> TraceFiles.open("no\0path"));
    }

    @Test
    void cutOffTracesAreNamed() throws IOException {
        Path file = folder.resolve("t.npz");
        TraceFiles.write(file, RandomTraces.any(1, StoredPrecision.INT8));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        InputException e = assertThrows(InputException.class, () -> TraceFiles.open(file));
        assertTrue(
                e.getMessage().startsWith(file + ": expected the end-of-directory record")
                        && e.getMessage().contains("cut off"),
                e.getMessage());
    }

    @Test
    void anUnknownSampleIsNamedWithTheNearest() {
        InputException e = assertThrows(InputException.class, () -> TraceFiles.open("sample:minilm-declaration-215"));
        assertEquals(
                "unknown sample 'minilm-declaration-215': expected one of minilm-declaration-214, stories260k-robot, vit-shapes-256; did you mean"
                        + " 'minilm-declaration-214'?",
                e.getMessage());
    }

    private static void assertMessage(String path, String message) {
        assertEquals(
                path + message,
                assertThrows(InputException.class, () -> TraceFiles.open(path)).getMessage());
    }
}
