package tessera.hdl.tool;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tessera.traces.check.ToolException;

/** An external program that some commands need. */
public enum Tool {
    VERILATOR("verilator", "runs the generated Verilog", "verilator g++", "--version"),
    CXX("g++", "compiles what Verilator makes", "g++", "--version"),
    YOSYS("yosys", "synthesises and proves the generated Verilog", "yosys", "-V"),
    ICARUS("iverilog", "runs test benches with unknown values", "iverilog", "-V");

    private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);

    private final String command;
    private final String purpose;
    private final String packages;
    private final String versionArgument;

    Tool(String command, String purpose, String packages, String versionArgument) {
        this.command = command;
        this.purpose = purpose;
        this.packages = packages;
        this.versionArgument = versionArgument;
    }

    public String command() {
        return command;
    }

    /** Where it is on the {@code PATH}, if it is. */
    public Optional<Path> find() {
        String path = System.getenv("PATH");
        for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, command);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Where it is; a missing tool is a {@link ToolException} with the install hint. */
    public Path require() {
        return find().orElseThrow(() -> new ToolException(missing()));
    }

    /** What to say when it is not there. */
    public String missing() {
        return command + " is not on the PATH: it " + purpose + "; install it with: apt-get install " + packages
                + " (Debian, Ubuntu) or brew install " + packages.replace("g++", "gcc") + " (macOS)";
    }

    /** First line of what it says about its version. */
    public String version() {
        require();
        return ToolRun.run(List.of(command, versionArgument), Path.of("."), VERSION_LIMIT)
                .output()
                .lines()
                .findFirst()
                .orElse(command)
                .strip();
    }
}
