package tessera.hdl.tool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Design;
import tessera.traces.file.OutputFiles;

/** What three tools with three different parsers have to say about a design; clean means not a single line. */
public final class Lint {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /**
     * One tool's verdict.
     *
     * @param isPresent whether the tool is installed; if not, it has not judged
     * @param messages its warnings and errors, empty when clean; the install hint when it is missing
     */
    public record Verdict(Tool tool, boolean isPresent, String messages) {
        public boolean isClean() {
            return isPresent && messages.isEmpty();
        }
    }

    private Lint() {}

    /** Verilator {@code -Wall}, Icarus {@code -Wall}, Yosys {@code check -assert}; missing tools are reported as such. */
    public static List<Verdict> check(Design design) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            List<String> names = new ArrayList<>(design.files().keySet());
            design.files().forEach((name, text) -> OutputFiles.text(folder.file(name), text));
            String top = design.top().name();
            return List.of(
                    verdict(Tool.VERILATOR, folder.path(), verilator(top, names)),
                    verdict(Tool.ICARUS, folder.path(), icarus(top, names)),
                    verdict(Tool.YOSYS, folder.path(), yosys(top, names)));
        }
    }

    private static List<String> verilator(String top, List<String> names) {
        return with(List.of("verilator", "--lint-only", "-Wall", "--top-module", top), names);
    }

    private static List<String> icarus(String top, List<String> names) {
        return with(List.of("iverilog", "-g2012", "-Wall", "-t", "null", "-s", top), names);
    }

    private static List<String> yosys(String top, List<String> names) {
        String script =
                "read_verilog " + String.join(" ", names) + "; hierarchy -check -top " + top + "; proc; check -assert";
        return List.of("yosys", "-q", "-p", script);
    }

    private static List<String> with(List<String> command, List<String> files) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(files);
        return whole;
    }

    private static Verdict verdict(Tool tool, Path folder, List<String> command) {
        if (tool.find().isEmpty()) {
            return new Verdict(tool, false, tool.missing());
        }
        ToolRun run = ToolRun.run(command, folder, LIMIT);
        String said = run.output().strip();
        return new Verdict(tool, true, run.exitCode() != 0 && said.isEmpty() ? "exit code " + run.exitCode() : said);
    }
}
