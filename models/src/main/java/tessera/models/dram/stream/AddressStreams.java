package tessera.models.dram.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.file.InputFiles;

/**
 * From text to a stream: a generator such as {@code gather_sorted:n=131072,size=64,row=64,keep=0.25,seed=1}, or a file of
 * lines {@code HEXADDR R|W} (blank lines and lines that start with # are skipped).
 */
public final class AddressStreams {
    private AddressStreams() {}

    /** Names of the generators. */
    public static List<String> generators() {
        return Generator.names();
    }

    /**
     * The stream that a text asks for.
     *
     * @param text generator with parameters, or a file
     * @param size bytes of a transaction where the text does not say
     * @param seed seed where the text does not say
     */
    public static AddressStream open(String text, int size, long seed) {
        int colon = text.indexOf(':');
        if (Generator.names().contains(colon < 0 ? text : text.substring(0, colon))) {
            return Generator.generate(text, StreamParams.parse(text, size, seed));
        }
        Path file = Path.of(text);
        if (!Files.isRegularFile(file)) {
            String name = colon < 0 ? text : text.substring(0, colon);
            throw new InputException("stream " + text + ": expected a file of 'HEXADDR R|W' lines or a generator ("
                    + String.join(", ", Generator.names()) + "), found neither"
                    + Nearest.hint(name, Generator.names()));
        }
        return read(text, file);
    }

    /** Bytes of a transaction that a generator's text asks for, or the given ones. */
    public static int sizeOf(String text, int size) {
        int colon = text.indexOf(':');
        boolean isGenerator = Generator.names().contains(colon < 0 ? text : text.substring(0, colon));
        return isGenerator ? StreamParams.parse(text, size, 1).size() : size;
    }

    private static AddressStream read(String text, Path file) {
        long[] packed = new long[1024];
        int count = 0;
        int number = 0;
        try (BufferedReader lines = InputFiles.lines(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (count == AddressStream.MOST) {
                    throw new InputException(file + ":" + number + ": expected at most " + AddressStream.MOST
                            + " transactions; split the stream");
                }
                if (count == packed.length) {
                    packed = Arrays.copyOf(packed, (int) Math.min(2L * count, AddressStream.MOST));
                }
                packed[count++] = transaction(line, file + ":" + number);
            }
        } catch (CharacterCodingException e) {
            throw new InputException(file + ":" + (number + 1) + ": expected text, got bytes that are not UTF-8", e);
        } catch (IOException e) {
            throw InputFiles.unreadable("stream", file, e, "expected lines 'HEXADDR R|W'");
        }
        if (count == 0) {
            throw new InputException(file + ": expected at least one line 'HEXADDR R|W', got no transaction");
        }
        return new AddressStream(text, Arrays.copyOf(packed, count));
    }

    private static long transaction(String line, String place) {
        String[] words = line.strip().split("\\s+");
        String hex = words[0].startsWith("0x") || words[0].startsWith("0X") ? words[0].substring(2) : words[0];
        boolean isWrite = words.length == 2 && words[1].equalsIgnoreCase("W");
        if (words.length != 2 || !(isWrite || words[1].equalsIgnoreCase("R")) || !hex.matches("[0-9a-fA-F]{1,15}")) {
            throw new InputException(
                    place + ": expected 'HEXADDR R' or 'HEXADDR W' such as '1f40 R', got '" + line.strip() + "'");
        }
        return Long.parseLong(hex, 16) << 1 | (isWrite ? 1 : 0);
    }
}
