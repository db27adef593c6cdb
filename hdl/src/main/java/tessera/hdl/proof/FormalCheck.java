package tessera.hdl.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.emit.Design;
import tessera.hdl.proof.Proof.Outcome;
import tessera.hdl.tool.TemporaryFolder;
import tessera.hdl.tool.Tool;
import tessera.hdl.tool.ToolRun;
import tessera.traces.file.OutputFiles;

/** Runs proofs: by induction with the SAT solver of Yosys, or bounded with the model checker of ABC. */
public final class FormalCheck {
    /** Longest time that one proof may take. */
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String RECIPE =
            "proc; flatten; opt; memory_map; async2sync; opt -full; dffunmap; chformal -cover -remove; ";

    private FormalCheck() {}

    /**
     * What came of a proof.
     *
     * @param seconds wall time
     */
    public record Result(Proof proof, BlockInstance block, Outcome outcome, double seconds) {}

    /** Proves it; a missing tool is a ToolException. */
    public static Result run(Proof proof, BlockInstance block) {
        Tool.YOSYS.require();
        long start = System.nanoTime();
        Outcome outcome = run(block.design(), proof.specification(), proof.frames());
        return new Result(proof, block, outcome, (System.nanoTime() - start) / 1e9);
    }

    /** Proves what {@code specification} asserts about the design; 0 frames by induction. */
    public static Outcome run(Design design, String specification, int frames) {
        return run(design.files(), design.top().name(), specification, frames);
    }

    /** As above, of Verilog text: file name to text. */
    public static Outcome run(Map<String, String> files, String top, String specification, int frames) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            List<String> names = new ArrayList<>(files.keySet());
            files.forEach((name, text) -> OutputFiles.text(folder.file(name), text));
            OutputFiles.text(folder.file("proof.sv"), specification.replace("@DUT@", top));
            String read = "read_verilog -sv -formal -DTESSERA_ASSERT " + String.join(" ", names)
                    + " proof.sv; hierarchy -check -top proof; " + RECIPE;
            return frames == 0 ? induction(folder, read) : bounded(folder, read, frames);
        }
    }

    private static Outcome induction(TemporaryFolder folder, String read) {
        String script = read + "sat -tempinduct -prove-asserts -set-assumes -seq 1 -maxsteps 12 -timeout "
                + LIMIT.toSeconds() + " proof";
        ToolRun run =
                ToolRun.run(List.of("yosys", "-q", "-l", "log", "-p", script), folder.path(), LIMIT.multipliedBy(2));
        String log = read(folder, "log") + run.output();
        if (log.contains("Induction step proven: SUCCESS!")) {
            return Outcome.PROVED;
        }
        return log.contains("model found for base case: FAIL") ? Outcome.COUNTEREXAMPLE : undecided(run, log);
    }

    private static Outcome bounded(TemporaryFolder folder, String read, int frames) {
        String script = read + "setundef -undriven -anyseq; techmap; opt -fast; dffunmap; abc -g AND -fast; opt_clean; "
                + "write_aiger -I -B -zinit proof.aig";
        ToolRun.require(List.of("yosys", "-q", "-p", script), folder.path(), LIMIT);
        String check =
                "read_aiger proof.aig; fold; strash; bmc3 -F " + frames + " -T " + LIMIT.toSeconds() + "; print_status";
        ToolRun run = ToolRun.run(List.of("yosys-abc", "-c", check), folder.path(), LIMIT.multipliedBy(2));
        // Exit codes are 0 whatever it finds: its words decide.
        if (run.output().contains("was asserted in frame")) {
            return Outcome.COUNTEREXAMPLE;
        }
        return run.output().contains("No output asserted in " + frames + " frames")
                ? Outcome.NO_COUNTEREXAMPLE
                : undecided(run, run.output());
    }

    private static Outcome undecided(ToolRun run, String log) {
        System.getLogger(FormalCheck.class.getName())
                .log(System.Logger.Level.DEBUG, "exit code " + run.exitCode() + ": " + log);
        return Outcome.UNDECIDED;
    }

    private static String read(TemporaryFolder folder, String name) {
        try {
            return java.nio.file.Files.readString(folder.file(name));
        } catch (java.io.IOException e) {
            return "no log: " + e.getMessage();
        }
    }
}
