package tessera.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tessera.cli.Tessera;

class StandardOutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Takes so many bytes, then fails as the system does. */
    private static final class Failing extends OutputStream {
        private final String reason;
        private long left;

        Failing(long left, String reason) {
            this.left = left;
            this.reason = reason;
        }

        @Override
        public void write(int value) throws IOException {
            if (left-- <= 0) {
                throw new IOException(reason);
            }
        }
    }

    /** The same line for ever. */
    private static final class Endless extends InputStream {
        private static final byte[] LINE = "{\"layout\":[64],\"window\":[16]}\n".getBytes(StandardCharsets.UTF_8);
        private int at;

        @Override
        public int read() {
            return LINE[at++ % LINE.length];
        }
    }

    private int run(long bytes, String reason, String... args) {
        PrintStream out =
                new PrintStream(new StandardOutput(new Failing(bytes, reason)), false, StandardCharsets.UTF_8);
        return Tessera.run(out, new PrintStream(err, true, StandardCharsets.UTF_8), args);
    }

    @Test
    void aReaderThatHasEnoughIsNoErrorToReport() {
        assertEquals(141, run(10, "Broken pipe", "list", "machines"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFullDiskIsSaid() {
        assertEquals(2, run(10, "No space left on device", "list", "machines"));
        String message = err.toString(StandardCharsets.UTF_8);
        assertTrue(message.contains("(No space left on device): the results are incomplete"), message);
        assertEquals(1, message.lines().count(), message);
    }

    /** {@code yes '{…}' | tessera gna --problems - | head -1} ends. */
    @Test
    @Timeout(60)
    void nothingIsComputedForNobody() {
        InputStream before = System.in;
        System.setIn(new Endless());
        try {
            assertEquals(141, run(100_000, "Broken pipe", "gna", "--problems", "-", "--format", "json"));
        } finally {
            System.setIn(before == null ? new ByteArrayInputStream(new byte[0]) : before);
        }
    }
}
