package tessera.models.gna.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a stream as byte ranges of one reused buffer; a line beyond 1 MiB is told of and skipped. Not thread-safe. */
final class LineReader {
    static final int MAX_LINE_BYTES = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private int filled;
    private boolean isAtEnd;
    private boolean isTooLong;
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; false after the last one. */
    boolean next() throws IOException {
        start = number == 0 ? 0 : end + 1;
        isTooLong = false;
        int scanned = start;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return found(i);
                }
            }
            if (isAtEnd) {
                return (start < filled || isTooLong) && found(filled);
            }
            makeRoom();
            scanned = filled;
            int read = in.read(buffer, filled, buffer.length - filled);
            isAtEnd = read < 0;
            filled += Math.max(0, read);
        }
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    /** Number of the line, the first is 1. */
    long number() {
        return number;
    }

    /** Whether the line passed 1 MiB; then only its end is in the buffer. */
    boolean isTooLong() {
        return isTooLong;
    }

    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return !isTooLong;
    }

    private boolean found(int lineEnd) {
        end = lineEnd;
        number++;
        return true;
    }

    /** Moves the unfinished line to the front of the buffer, grows it, or drops what is too long to keep. */
    private void makeRoom() {
        int kept = filled - start;
        if (kept >= MAX_LINE_BYTES) {
            isTooLong = true;
            kept = 0;
        }
        System.arraycopy(buffer, filled - kept, buffer, 0, kept);
        start = 0;
        filled = kept;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
    }
}
