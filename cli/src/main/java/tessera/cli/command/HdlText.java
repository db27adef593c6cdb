package tessera.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import tessera.hdl.run.BuildCache;
import tessera.traces.file.OutputFiles;

/** What the {@code tessera hdl} commands share. */
final class HdlText {
    private HdlText() {}

    /** {@code lanes=16 lane_bits=12}. */
    static String parameters(Map<String, Integer> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Writes a dump of a difference where results go, or else beside the built simulators; returns the file. */
    static Path waves(Path out, String module, String dump) {
        Path folder =
                OutputFiles.folder(out != null ? out : BuildCache.standard().folder("waves"));
        Path file = folder.resolve(module + ".vcd");
        OutputFiles.text(file, dump);
        return file;
    }
}
