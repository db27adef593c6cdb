package tessera.hdl.synth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.traces.check.InputException;

/**
 * A cell library in Liberty format, as far as a synthesis run needs to know it.
 *
 * @param file where it is; a path without characters that a Yosys script would take apart
 * @param name of the library, as it calls itself
 * @param buffer its smallest buffer, which drives the inputs; empty text if none has a name that says so
 */
public record Liberty(Path file, String name, String buffer) {
    private static final Pattern LIBRARY = Pattern.compile("library\\s*\\(\\s*\"?([^\")\\s]+)\"?\\s*\\)");
    private static final Pattern CELL = Pattern.compile("cell\\s*\\(\\s*\"?([^\")\\s]+)\"?\\s*\\)");
    /** Possessive: a library has tables of megabytes. */
    private static final Pattern TEXT_OR_COMMENT = Pattern.compile("\"[^\"]*+\"|/\\*[^*]*+(?:\\*(?!/)[^*]*+)*+\\*/");

    private static final Pattern FLIP_FLOP = Pattern.compile("\\bff\\s*\\(");
    private static final Pattern BUFFER = Pattern.compile("(?i)(.*_)?buf(_?x?1)?");

    /** Reads the names; a file that is not there or no Liberty file is an {@link InputException}. */
    public static Liberty read(Path file) {
        String text = text(file);
        Matcher library = LIBRARY.matcher(text);
        if (!library.find() || !CELL.matcher(text).find()) {
            throw new InputException(
                    "--liberty " + file + ": expected a Liberty file, text with library (NAME) { cell (…) …;"
                            + " got something else" + (file.toString().endsWith(".gz") ? " (unpack it first)" : ""));
        }
        if (!FLIP_FLOP.matcher(text).find() || !isClosed(text)) {
            throw new InputException(
                    "--liberty " + file + ": expected a whole library with flip-flops, ff (…) { … }, which"
                            + " every block needs; got one without, or cut off");
        }
        String buffer = CELL.matcher(text)
                .results()
                .map(cell -> cell.group(1))
                .filter(name -> BUFFER.matcher(name).matches())
                .findFirst()
                .orElse("");
        return new Liberty(file.toAbsolutePath(), library.group(1), buffer);
    }

    /** As many braces open as close, those in texts and comments left out. */
    private static boolean isClosed(String text) {
        String bare = TEXT_OR_COMMENT.matcher(text).replaceAll("");
        return bare.chars().filter(c -> c == '{').count()
                == bare.chars().filter(c -> c == '}').count();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InputException(
                    "--liberty " + file + ": expected a Liberty file (.lib), but it cannot be read: "
                            + (Files.exists(file) ? e.getMessage() : "there is no such file"),
                    e);
        }
    }

    /** The whole file. */
    String text() {
        return text(file);
    }

    /** What Yosys is told about drivers and loads. */
    String constraints() {
        return (buffer.isEmpty() ? "" : "set_driving_cell " + buffer + "\n") + "set_load 10.0\n";
    }

    /** The name of a library, or what stands for it when there is none. */
    static String nameOf(Optional<Liberty> library) {
        return library.map(Liberty::name).orElse("generic CMOS");
    }
}
