package tessera.hdl.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stimulus;
import tessera.hdl.bench.TraceComparison;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.emit.Design;
import tessera.hdl.mutation.MutationResult.Kind;
import tessera.hdl.mutation.MutationResult.Survivor;
import tessera.hdl.proof.FormalCheck;
import tessera.hdl.proof.Proof.Outcome;
import tessera.hdl.run.BuildCache;
import tessera.hdl.run.Simulator;
import tessera.hdl.run.SimulatorDiedException;
import tessera.hdl.tool.TemporaryFolder;
import tessera.hdl.tool.Tool;
import tessera.hdl.tool.ToolRun;
import tessera.traces.check.ToolException;
import tessera.traces.file.OutputFiles;

/**
 * Plants faults with {@code mutate} of Yosys, all in one Verilog text with a selector, compiles it once, and runs the
 * block's bench against each. Survivors are compared with the original by a bounded equivalence check.
 */
public final class Mutation {
    /** Cycles that the equivalence check looks at. */
    public static final int FRAMES = 10;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int CASES_PER_RESET = 32;
    private static final int SELECTOR_BITS = 16;

    private final BlockInstance block;
    private final String top;
    private final List<String> faults = new ArrayList<>();
    private String mutated = "";

    private Mutation(BlockInstance block) {
        this.block = block;
        this.top = block.design().top().name();
    }

    /**
     * Runs it; a missing tool is a ToolException.
     *
     * @param mutants faults to plant, 1 to 65,535
     * @param cases cases that a fault must survive
     * @param seed of the faults and the cases
     */
    public static MutationResult run(BlockInstance block, int mutants, int cases, long seed, BuildCache cache) {
        Tool.YOSYS.require();
        Tool.VERILATOR.require();
        Mutation mutation = new Mutation(block);
        mutation.plant(mutants, seed);
        List<Survivor> survivors = mutation.survivors(cases, seed, cache);
        int planted = mutation.faults.size();
        return new MutationResult(
                block.blockName(), block.parameters(), planted, planted - survivors.size(), survivors, cases);
    }

    private void plant(int mutants, long seed) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Map<String, String> files = block.design().files();
            files.forEach((name, text) -> OutputFiles.text(folder.file(name), text));
            String prepare = "read_verilog " + String.join(" ", files.keySet()) + "; hierarchy -check -top " + top
                    + "; proc; flatten; memory_map; opt -full; ";
            yosys(
                    folder,
                    prepare + "mutate -list " + mutants + " -seed " + Math.floorMod(seed, 1_000_000)
                            + " -o faults.txt");
            StringBuilder script = new StringBuilder(prepare.replace("; ", "\n"));
            for (String line : Files.readAllLines(folder.file("faults.txt"))) {
                if (line.startsWith("mutate ")) {
                    faults.add(line.substring("mutate ".length()));
                    script.append("mutate -ctrl mutsel " + SELECTOR_BITS + " " + faults.size() + " ")
                            .append(faults.get(faults.size() - 1))
                            .append('\n');
                }
            }
            script.append("opt_clean\nrename " + top + " " + top + "_mutated\nwrite_verilog -noattr mutated.v\n");
            OutputFiles.text(folder.file("plant.ys"), script.toString());
            ToolRun.require(List.of("yosys", "-q", "-s", "plant.ys"), folder.path(), LIMIT);
            mutated = Files.readString(folder.file("mutated.v"));
        } catch (IOException e) {
            throw new ToolException("yosys left no mutated Verilog: " + e.getMessage(), e);
        }
    }

    private static void yosys(TemporaryFolder folder, String script) {
        ToolRun.require(List.of("yosys", "-q", "-p", script), folder.path(), LIMIT);
    }

    private List<Survivor> survivors(int cases, long seed, BuildCache cache) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("mutated.v", mutated);
        files.put(top + ".v", MutationText.selecting(block, SELECTOR_BITS));
        Design design = new Design(block.design().top(), files);
        List<List<BenchCase>> groups = new ArrayList<>();
        List<PortTrace> traces = new ArrayList<>();
        for (int first = 0; first < cases; first += CASES_PER_RESET) {
            List<BenchCase> group = new ArrayList<>();
            for (int i = first; i < Math.min(cases, first + CASES_PER_RESET); i++) {
                group.add(block.cases().at(seed, i));
            }
            groups.add(group);
            traces.add(Stimulus.record(block.model().get(), group, seed + first));
        }
        List<Survivor> survivors = new ArrayList<>();
        for (int mutant = 0; mutant <= faults.size(); mutant++) {
            boolean isKilled = isKilled(design, mutant, groups, traces, seed, cache);
            if (mutant == 0 && isKilled) {
                throw new ToolException("the Verilog of " + top + " that yosys wrote fails without a fault");
            }
            if (mutant > 0 && !isKilled) {
                survivors.add(new Survivor(mutant, faults.get(mutant - 1), kind(mutant)));
            }
        }
        return survivors;
    }

    private boolean isKilled(
            Design design,
            int mutant,
            List<List<BenchCase>> groups,
            List<PortTrace> traces,
            long seed,
            BuildCache cache) {
        try (Simulator simulator =
                Simulator.start(design, block.ports(), cache, seed, Path.of(""), List.of("+mutsel=" + mutant))) {
            for (int i = 0; i < groups.size(); i++) {
                PortTrace actual = simulator.replay(traces.get(i));
                if (TraceComparison.cycleByCycle(traces.get(i), actual).isPresent()
                        || TraceComparison.beatByBeat(actual, groups.get(i)).isPresent()) {
                    return true;
                }
            }
            return false;
        } catch (SimulatorDiedException e) {
            return true;
        }
    }

    private Kind kind(int mutant) {
        if (!Mutants.isShallow(block.blockName())) {
            return Kind.UNDECIDED;
        }
        Outcome all = compare(mutant, true);
        if (all == Outcome.NO_COUNTEREXAMPLE) {
            return Kind.EQUIVALENT;
        }
        if (all != Outcome.COUNTEREXAMPLE) {
            return Kind.UNDECIDED;
        }
        Optional<Outcome> handshake = Optional.of(compare(mutant, false));
        return handshake.get() == Outcome.COUNTEREXAMPLE ? Kind.HANDSHAKE_DIFFERS : Kind.PAYLOAD_DIFFERS;
    }

    private Outcome compare(int mutant, boolean withPayload) {
        return FormalCheck.run(
                Map.of("mutated.v", mutated),
                top + "_mutated",
                MutationText.comparing(block, mutant, SELECTOR_BITS, withPayload),
                FRAMES);
    }
}
