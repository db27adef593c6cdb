package tessera.traces.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;

/** Every trace format, in the order in which {@code tessera list formats} prints them. */
public final class TraceFormats {
    public static final List<TraceFormat> ALL = List.of(NpzTraceFormat.DESCRIPTION, SafetensorsTraceFormat.DESCRIPTION);

    private TraceFormats() {}

    /** The format that a file's ending names, or an input error that lists the known endings. */
    public static TraceFormat of(Path file) {
        String fileName = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        List<String> known = endings();
        return ALL.stream()
                .filter(format -> format.extensions().stream().anyMatch(fileName::endsWith))
                .findFirst()
                .orElseThrow(() -> new InputException(file + ": expected a trace file ending in "
                        + String.join(", ", known) + ", got '" + ending(fileName) + "'"
                        + Nearest.hint(ending(fileName), known)));
    }

    /** The endings of trace files, with their dots. */
    public static List<String> endings() {
        return ALL.stream().flatMap(format -> format.extensions().stream()).toList();
    }

    private static String ending(String fileName) {
        return fileName.substring(Math.max(0, fileName.lastIndexOf('.')));
    }
}
