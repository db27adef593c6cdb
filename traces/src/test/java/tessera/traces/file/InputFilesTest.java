package tessera.traces.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.InputException;

class InputFilesTest {
    @TempDir
    private Path folder;

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws IOException {
        Path file = Files.writeString(folder.resolve("bom"), "\uFEFFfirst\nsecond");
        assertEquals("first\nsecond", InputFiles.text(file, "notes", 100, "give notes"));
        try (BufferedReader lines = InputFiles.lines(file)) {
            assertEquals("first", lines.readLine());
        }
        Path without = Files.writeString(folder.resolve("plain"), "first\n");
        try (BufferedReader lines = InputFiles.lines(without)) {
            assertEquals("first", lines.readLine());
        }
        try (BufferedReader lines = InputFiles.lines(Files.writeString(folder.resolve("empty"), ""))) {
            assertEquals(null, lines.readLine());
        }
    }

    @Test
    void whatCannotBeReadNamesTheFileAndTheReason() throws IOException {
        assertEquals(
                "notes " + folder.resolve("none") + ": cannot be read (no such file or folder); give notes",
                refusal(folder.resolve("none")));
        assertTrue(refusal(folder).contains("cannot be read ("), refusal(folder));
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertTrue(refusal(binary).contains("it is not text in UTF-8"), refusal(binary));
    }

    /** 100 bytes are allowed, and no more is read of a larger or an endless file. */
    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        assertEquals(
                100,
                InputFiles.text(Files.writeString(folder.resolve("fits"), "x".repeat(100)), "notes", 100, "")
                        .length());
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(101));
        assertEquals("notes " + large + ": has more than 100 bytes; give notes", refusal(large));
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless), "no endless file on this system");
        assertTrue(refusal(endless).contains("has more than 100 bytes"));
    }

    /** 65,536 characters pass, one more does not: else an endless line would fill the memory. */
    @Test
    void aLineHasAnEnd() throws IOException {
        String longest = "x".repeat(1 << 16);
        Path fits = Files.writeString(folder.resolve("fits"), longest + "\r\n" + longest + "\n");
        try (BufferedReader lines = InputFiles.lines(fits)) {
            assertEquals(longest, lines.readLine());
            assertEquals(longest, lines.readLine());
        }
        Path wide = Files.writeString(folder.resolve("wide"), "first\n" + longest + "x\n");
        try (BufferedReader lines = InputFiles.lines(wide)) {
            IOException e = assertThrows(IOException.class, () -> {
                while (lines.readLine() != null) {
                    // Until it is refused.
                }
            });
            assertEquals("a line has more than 65536 characters", e.getMessage());
        }
    }

    private static String refusal(Path file) {
        return assertThrows(InputException.class, () -> InputFiles.text(file, "notes", 100, "give notes"))
                .getMessage();
    }
}
