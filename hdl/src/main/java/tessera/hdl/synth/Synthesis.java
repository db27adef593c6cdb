package tessera.hdl.synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tessera.hdl.emit.Design;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.run.BuildCache;
import tessera.hdl.synth.SynthesisResult.Part;
import tessera.hdl.tool.TemporaryFolder;
import tessera.hdl.tool.Tool;
import tessera.hdl.tool.ToolRun;
import tessera.traces.check.ToolException;
import tessera.traces.file.OutputFiles;

/**
 * One synthesis run: memories become black boxes, each module directly below the top is flattened and mapped by itself,
 * so that one run tells them apart. With a library the target is {@value #PERIOD_PS} ps; without one, gates are mapped to
 * two-input NAND and NOR and counted in transistors, flip-flops with enables as a multiplexer before a plain one.
 */
public final class Synthesis {
    /** What abc tries to reach; it then trades the slack for area. */
    private static final int PERIOD_PS = 2000;

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private static final String STATISTICS = "stat.txt";
    private static final String MAPPING = "abc.txt";

    private Synthesis() {}

    /**
     * A missing or failing Yosys is a {@link ToolException}. What has been synthesised before, by the same Yosys with the same
     * library, is taken from {@link BuildCache#standard()}: large blocks take minutes.
     */
    public static SynthesisResult run(Design design, Optional<Liberty> library) {
        Tool.YOSYS.require();
        String script = script(design, library);
        List<String> key = new ArrayList<>(List.of(Tool.YOSYS.version(), script));
        library.ifPresent(lib -> key.addAll(List.of(lib.constraints(), lib.text())));
        design.files().forEach((name, text) -> key.addAll(List.of(name, text)));
        String name = design.top().name();
        Path known = BuildCache.standard()
                .get("synth-" + name, BuildCache.key(key), folder -> synthesise(folder, design, library, script));
        try {
            String stat = Files.readString(known.resolve(STATISTICS));
            String abc = Files.readString(known.resolve(MAPPING));
            return result(design, library, new SynthesisReport(stat, abc));
        } catch (IOException e) {
            throw new ToolException("yosys left no report behind: " + e.getMessage(), e);
        }
    }

    /** Leaves nothing but the two reports in the folder. */
    private static void synthesise(Path into, Design design, Optional<Liberty> library, String script)
            throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            design.files().forEach((name, text) -> OutputFiles.text(folder.file(name), text));
            library.ifPresent(lib -> OutputFiles.text(folder.file("constraints"), lib.constraints()));
            OutputFiles.text(folder.file("run.ys"), script);
            ToolRun.require(List.of("yosys", "-q", "run.ys"), folder.path(), LIMIT);
            for (String report : List.of(STATISTICS, MAPPING)) {
                Files.copy(folder.file(report), into.resolve(report));
            }
        }
    }

    static String script(Design design, Optional<Liberty> library) {
        HdlModule top = design.top();
        Set<String> memories = new LinkedHashSet<>();
        collectMemories(top, memories);
        List<String> logic = new ArrayList<>(design.files().keySet());
        logic.removeAll(memories);
        List<String> lines = new ArrayList<>();
        lines.add("read_verilog " + String.join(" ", logic));
        memories.forEach(memory -> lines.add("read_verilog -lib " + memory));
        lines.add("hierarchy -check -top " + top.name());
        parts(top).forEach(part -> lines.add("setattr -mod -set keep_hierarchy 1 " + part));
        lines.add("synth -flatten -top " + top.name());
        if (library.isPresent()) {
            String file = "\"" + library.get().file() + "\"";
            lines.add("dfflibmap -liberty " + file);
            lines.add("tee -q -o abc.txt abc -liberty " + file + " -constr constraints -D " + PERIOD_PS);
            lines.add("opt_clean -purge");
            lines.add("tee -q -o stat.txt stat -liberty " + file);
        } else {
            lines.add("dfflegalize -cell $_DFF_P_ x");
            lines.add("tee -q -o abc.txt abc -g cmos2");
            lines.add("opt_clean -purge");
            lines.add("tee -q -o stat.txt stat -tech cmos");
        }
        return String.join("\n", lines) + "\n";
    }

    private static void collectMemories(HdlModule module, Set<String> memories) {
        if (module.ownMemoryBits() > 0) {
            memories.add(module.fileName());
        }
        module.children().forEach(child -> collectMemories(child, memories));
    }

    /** Modules directly inside the top one that are no memories; only where there are memories beside them. */
    private static Set<String> parts(HdlModule top) {
        Set<String> parts = new LinkedHashSet<>();
        if (top.memoryBits() > 0) {
            for (HdlModule child : top.children()) {
                if (child.ownMemoryBits() == 0) {
                    parts.add(child.name());
                }
            }
        }
        return parts;
    }

    private static SynthesisResult result(Design design, Optional<Liberty> library, SynthesisReport report) {
        HdlModule top = design.top();
        Map<String, Part> byName = report.parts();
        List<Part> found = new ArrayList<>();
        for (String name : parts(top)) {
            found.add(byName.get(name));
        }
        Part own = byName.get(top.name());
        if (own == null || found.contains(null)) {
            throw new ToolException("yosys reports no " + (own == null ? top.name() : parts(top) + " inside it") + "; "
                    + Tool.YOSYS.version() + " may print its statistics in another form than 0.23 does");
        }
        long cells = own.cells();
        double size = own.size();
        double longest = own.criticalPathNs();
        for (Part part : found) {
            cells += part.cells();
            size += part.size();
            longest = Math.max(longest, part.criticalPathNs());
        }
        if (!found.isEmpty()) {
            found.add(own);
        }
        return new SynthesisResult(
                Liberty.nameOf(library),
                library.isPresent(),
                new Part(top.name(), cells, size, longest),
                found,
                top.memoryBits(),
                Tool.YOSYS.version());
    }
}
