package tessera.cli.output;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output that ends the command when it cannot be written any more, instead of letting it compute for nobody. What
 * is written after that is dropped.
 */
public final class StandardOutput extends OutputStream {
    /** What a shell reports of a program that wrote into a pipe which nobody reads: 128 + SIGPIPE. */
    private static final int NOBODY_READS = 141;

    private static final int INPUT = 2;

    private final OutputStream file;
    private boolean hasFailed;

    public StandardOutput(OutputStream file) {
        this.file = file;
    }

    /** Standard output is closed or full: unchecked, because print streams swallow the checked kind. */
    public static final class Failed extends RuntimeException {
        private final int exitCode;

        private Failed(int exitCode, String message, IOException cause) {
            super(message, cause);
            this.exitCode = exitCode;
        }

        /** The line for stderr; empty where the reader had enough ({@code tessera … | head -1}), which is no error. */
        public String line() {
            return getMessage();
        }

        public int exitCode() {
            return exitCode;
        }
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        if (hasFailed) {
            return;
        }
        try {
            file.write(bytes, from, length);
        } catch (IOException e) {
            hasFailed = true;
            throw isPipe(e)
                    ? new Failed(NOBODY_READS, "", e)
                    : new Failed(
                            INPUT,
                            "tessera: standard output could not be written (" + e.getMessage()
                                    + "): the results are incomplete; is the disk full?",
                            e);
        }
    }

    private static boolean isPipe(IOException e) {
        return String.valueOf(e.getMessage()).contains("Broken pipe");
    }
}
