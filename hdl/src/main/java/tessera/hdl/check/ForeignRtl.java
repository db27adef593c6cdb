package tessera.hdl.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/**
 * Somebody else's Verilog or SystemVerilog.
 *
 * @param top module to check
 * @param files file name to text, in the order given
 */
public record ForeignRtl(String top, Map<String, String> files) {
    private static final Pattern MODULE = Pattern.compile("(?m)^\\s*module\\s+(?:automatic\\s+|static\\s+)?(\\w+)");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");

    public ForeignRtl {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** Reads the files; what cannot be read, or does not hold the module, is an {@link InputException}. */
    public static ForeignRtl read(List<Path> paths, String top) {
        Map<String, String> files = new LinkedHashMap<>();
        List<String> modules = new ArrayList<>();
        for (Path path : paths) {
            String name = String.valueOf(path.getFileName());
            if (!FILE_NAME.matcher(name).matches()) {
                throw new InputException(
                        "--rtl " + path + ": expected a file name of letters, digits, '_', '.', '+' and" + " '-', got '"
                                + name + "'; rename it");
            }
            String text = text(path);
            if (files.put(name, text) != null) {
                throw new InputException("--rtl: two files are named " + name + "; rename one of them");
            }
            Matcher module = MODULE.matcher(text);
            while (module.find()) {
                modules.add(module.group(1));
            }
        }
        if (!modules.contains(top)) {
            throw Nearest.unknown(
                    "module (--top)", top, modules.isEmpty() ? List.of("(the files hold no module)") : modules);
        }
        return new ForeignRtl(top, files);
    }

    private static String text(Path path) {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InputException(
                    "--rtl " + path + ": expected a Verilog file, but "
                            + (Files.isDirectory(path)
                                    ? "this is a folder"
                                    : Files.exists(path)
                                            ? "it cannot be read: " + e.getMessage()
                                            : "there is no such file"),
                    e);
        }
    }
}
