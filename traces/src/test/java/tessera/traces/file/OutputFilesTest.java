package tessera.traces.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.InputException;

class OutputFilesTest {
    @TempDir
    private Path folder;

    @Test
    void failureWhileWritingKeepsTheOldFileAndLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("result.csv");
        OutputFiles.text(file, "old\n");
        assertThrows(
                InputException.class,
                () -> OutputFiles.write(file, out -> {
                    out.write('n');
                    throw new IOException("disk full");
                }));
        assertEquals("old\n", Files.readString(file));
        assertEquals(List.of("result.csv"), names());
    }

    @Test
    void anyExceptionOfTheContentLeavesNothingBehind() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> OutputFiles.write(folder.resolve("x"), out -> {
                    throw new IllegalStateException("a bug");
                }));
        assertEquals(List.of(), names());
    }

    @Test
    void filesCanBeReadByWhoeverCouldReadANewFile() throws IOException {
        Path ordinary = Files.createFile(folder.resolve("ordinary"));
        Path written = folder.resolve("written");
        OutputFiles.text(written, "a");
        assertEquals(Files.getAttribute(ordinary, "unix:mode"), Files.getAttribute(written, "unix:mode"));
    }

    @Test
    void unwritablePlaceIsTheUsersInput() {
        InputException e =
                assertThrows(InputException.class, () -> OutputFiles.text(Path.of("/proc/nope/x/result.csv"), "a"));
        assertTrue(e.getMessage().startsWith("cannot write /proc/nope/x/result.csv: expected a place"), e.getMessage());
        assertThrows(InputException.class, () -> OutputFiles.folder(Path.of("/proc/nope/x")));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
