package tessera.traces.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;

/**
 * Reads the text files that a person names: UTF-8 with or without a byte-order mark. What cannot be read is an
 * {@link InputException} that names the file and the reason.
 */
public final class InputFiles {
    /** Far more than a configuration needs; parsing such a text still takes less than a second. */
    public static final int CONFIGURATION_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private InputFiles() {}

    /**
     * The whole text of a file.
     *
     * @param what begins the message, such as {@code "machine"}
     * @param mostBytes how large the file may be, at most 2^31 − 9; of a larger one, or an endless one such as /dev/zero, no
     *     more is read
     * @param expected ends the message, such as {@code "give a YAML file"}
     */
    public static String text(Path file, String what, int mostBytes, String expected) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(mostBytes);
            if (bytes.length == mostBytes && in.read() >= 0) {
                throw new InputException(what + " " + file + ": has more than " + mostBytes + " bytes; " + expected);
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? text.substring(1) : text;
        } catch (IOException e) {
            throw unreadable(what, file, e, expected);
        }
    }

    /** The lines of a file of any length, to be closed; a line of more than 65,536 characters is an IOException. */
    public static BufferedReader lines(Path file) throws IOException {
        BufferedReader lines = new BufferedReader(
                new LineLimit(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder())));
        lines.mark(1);
        if (lines.read() != BYTE_ORDER_MARK) {
            lines.reset();
        }
        return lines;
    }

    /** The error about a file that could not be read, or not to its end. */
    public static InputException unreadable(String what, Path file, IOException why, String expected) {
        return new InputException(
                what + " " + file + ": cannot be read (" + FileTrouble.reason(why) + "); " + expected, why);
    }
}
