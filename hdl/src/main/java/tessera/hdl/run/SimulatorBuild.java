package tessera.hdl.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tessera.hdl.emit.Design;
import tessera.hdl.tool.TemporaryFolder;
import tessera.hdl.tool.Tool;
import tessera.hdl.tool.ToolRun;
import tessera.sim.block.BlockPorts;
import tessera.traces.check.ToolException;

/**
 * From Verilog to a server executable: {@code verilator --cc}, then g++. Verilator's own runtime, most of the compile
 * time, is built once; a model is built once per content (Verilog, ports, flags, tool version).
 */
final class SimulatorBuild {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String PREFIX = "Vtop";

    /** Assertions on; unknown values random, so that what depends on them shows. */
    private static final List<String> VERILATOR_FLAGS = List.of(
            "--cc",
            "-O3",
            "--x-initial",
            "unique",
            "--x-assign",
            "unique",
            "--assert",
            "-DTESSERA_ASSERT",
            "-Wno-fatal",
            "--prefix",
            PREFIX,
            "--Mdir",
            "generated");

    private static final List<String> RUNTIME = List.of("verilated", "verilated_threads", "verilated_cov");

    private final BuildCache cache;
    private final boolean hasCoverage;

    SimulatorBuild(BuildCache cache, boolean hasCoverage) {
        this.cache = cache;
        this.hasCoverage = hasCoverage;
    }

    /** The server executable for this design; a missing or failing tool is a {@link ToolException}. */
    Path server(Design design, BlockPorts ports) {
        return server(design.top().name(), design.files(), ports);
    }

    /** The server executable for these files (name to text). */
    Path server(String top, Map<String, String> files, BlockPorts ports) {
        Tool.VERILATOR.require();
        Tool.CXX.require();
        String version = Tool.VERILATOR.version() + " / " + Tool.CXX.version();
        boolean hasArguments = files.values().stream().anyMatch(text -> text.contains("$value$plusargs"));
        String plain = ServerSource.of(top, ports, PREFIX);
        String source = hasArguments ? ServerSource.withArguments(plain) : plain;
        List<String> content = new ArrayList<>(List.of(version, source, "coverage " + hasCoverage));
        content.addAll(VERILATOR_FLAGS);
        files.forEach((name, text) -> content.addAll(List.of(name, text)));
        return cache.get(top, BuildCache.key(content), folder -> build(folder, top, files, source, runtime(version)))
                .resolve("server");
    }

    private Path runtime(String version) {
        return cache.get("runtime", BuildCache.key(List.of(version)), folder -> {
            Path include = includeFolder();
            for (String name : RUNTIME) {
                compile(folder, "-O2", include, include.resolve(name + ".cpp"), name + ".o");
            }
        });
    }

    private void build(Path folder, String top, Map<String, String> files, String source, Path runtime)
            throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(work.resolve(file.getKey()), file.getValue());
        }
        List<String> verilate = new ArrayList<>(List.of("verilator"));
        verilate.addAll(VERILATOR_FLAGS);
        if (hasCoverage) {
            verilate.add("--coverage");
        }
        verilate.addAll(List.of("--top-module", top));
        verilate.addAll(files.keySet());
        ToolRun.require(verilate, work, LIMIT);
        Path include = includeFolder();
        // Two units, since parsing Verilator's headers costs most: every cycle's code optimised, the rest not.
        Files.writeString(work.resolve("server.cpp"), includes(work, false) + source);
        Files.writeString(work.resolve("slow.cpp"), includes(work, true));
        compile(work, "-O2", include, work.resolve("server.cpp"), "server.o");
        compile(work, "-O0", include, work.resolve("slow.cpp"), "slow.o");
        List<String> link = new ArrayList<>(List.of("g++", "-s", "-o", "../server", "server.o", "slow.o"));
        RUNTIME.forEach(name -> link.add(runtime.resolve(name + ".o").toString()));
        link.add("-lpthread");
        ToolRun.require(link, work, LIMIT);
        TemporaryFolder.deleteTree(work);
    }

    private void compile(Path folder, String level, Path include, Path source, String object) {
        ToolRun.require(
                List.of(
                        "g++",
                        "-std=c++17",
                        level,
                        "-w",
                        "-DVM_COVERAGE=" + (hasCoverage ? 1 : 0),
                        "-DVM_SC=0",
                        "-DVM_TRACE=0",
                        "-Igenerated",
                        "-I" + include,
                        "-I" + include.resolve("vltstd"),
                        "-c",
                        source.toString(),
                        "-o",
                        object),
                folder,
                LIMIT);
    }

    private static String includes(Path work, boolean isSlow) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(work.resolve("generated"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                boolean isOnce = name.contains("__Slow") || name.contains("__Syms");
                if (name.endsWith(".cpp") && isOnce == isSlow) {
                    text.append("#include \"").append(name).append("\"\n");
                }
            }
        }
        return text.toString();
    }

    private static Path includeFolder() {
        String root = ToolRun.require(List.of("verilator", "--getenv", "VERILATOR_ROOT"), Path.of("."), LIMIT)
                .output()
                .strip();
        Path include = Path.of(root, "include");
        if (!Files.isRegularFile(include.resolve("verilated.cpp"))) {
            throw new ToolException("verilator's runtime is not in " + include
                    + ": expected verilated.cpp there; install the whole verilator package");
        }
        return include;
    }
}
