package tessera.hdl.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.Difference;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stimulus;
import tessera.hdl.bench.TraceComparison;
import tessera.hdl.bench.Waves;
import tessera.hdl.block.Block;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.tool.TemporaryFolder;
import tessera.hdl.tool.Tool;

/**
 * Checks a block's Verilog: the cases of the block are played against its cycle model, the same inputs go through the
 * Verilog under Verilator, and every port is compared in every cycle, every answer with the golden function.
 */
public final class BlockCheck {
    /** Cases between two resets: long enough that cases follow one another closely, short enough to keep the trace. */
    private static final int CASES_PER_RESET = 128;

    /** A block that fails more often than this is broken; the rest of the cases would say nothing new. */
    private static final int MOST_MISMATCHES = 20;

    private final BlockInstance block;
    private final Simulator simulator;
    private final long seed;
    private final List<BlockCheckResult.Failure> failures = new ArrayList<>();
    private int casesRun;
    private long cyclesRun;

    private BlockCheck(BlockInstance block, Simulator simulator, long seed) {
        this.block = block;
        this.simulator = simulator;
        this.seed = seed;
    }

    /** The block at its default parameters, without coverage; a missing tool gives the reason instead of a result. */
    public static BlockCheckOutcome run(Block block, int cases, long seed) {
        return run(block.instance(), cases, seed, false, BuildCache.standard());
    }

    /**
     * Any block.
     *
     * @param cases how many cases, at least 1
     * @param hasCoverage count reached lines and toggled bits; needs a build of its own and runs slower
     */
    public static BlockCheckOutcome run(
            BlockInstance block, int cases, long seed, boolean hasCoverage, BuildCache cache) {
        for (Tool tool : List.of(Tool.VERILATOR, Tool.CXX)) {
            if (tool.find().isEmpty()) {
                return new BlockCheckOutcome.CouldNotRun(tool.missing());
            }
        }
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            Optional<Path> counts = hasCoverage ? Optional.of(temporary.file("coverage.dat")) : Optional.empty();
            return check(block, cases, seed, counts, cache);
        }
    }

    private static BlockCheckResult check(
            BlockInstance block, int cases, long seed, Optional<Path> counts, BuildCache cache) {
        BlockCheck check;
        double seconds;
        try (Simulator simulator =
                Simulator.start(block.design(), block.ports(), cache, seed, counts.orElse(Path.of("")))) {
            long start = System.nanoTime();
            check = new BlockCheck(block, simulator, seed);
            check.runCases(cases);
            seconds = (System.nanoTime() - start) / 1e9;
        }
        return new BlockCheckResult(
                block.blockName(),
                block.design().top().name(),
                block.parameters(),
                check.casesRun,
                check.failures.size(),
                check.cyclesRun,
                check.cyclesRun / seconds,
                counts.filter(Files::isReadable).map(Coverage::read).orElse(Coverage.NOT_COUNTED),
                check.failures,
                seed,
                Tool.VERILATOR.version());
    }

    private void runCases(int cases) {
        while (casesRun < cases && failures.size() < MOST_MISMATCHES) {
            List<BenchCase> group = new ArrayList<>();
            for (int i = casesRun; i < Math.min(cases, casesRun + CASES_PER_RESET); i++) {
                group.add(block.cases().at(seed, i));
            }
            try {
                casesRun += runGroup(group);
            } catch (SimulatorDiedException e) {
                fail(
                        group,
                        0,
                        new Difference(0, "simulator", "an answer", String.valueOf(e.getMessage()), "bench"),
                        "");
                casesRun += group.size();
                return;
            }
        }
    }

    /** Runs the cases from one reset; returns how many of them are decided: up to the first failure, or all. */
    private int runGroup(List<BenchCase> group) {
        PortTrace expected = Stimulus.record(block.model().get(), group, seed + casesRun);
        PortTrace actual = simulator.replay(expected);
        cyclesRun += expected.cycles();
        Optional<Difference> difference = TraceComparison.earlier(
                TraceComparison.cycleByCycle(expected, actual), TraceComparison.beatByBeat(actual, group));
        if (difference.isEmpty()) {
            return group.size();
        }
        int failed = TraceComparison.caseAt(expected, group, difference.get().cycle());
        String waves = failures.isEmpty()
                ? Waves.around(
                        actual,
                        Optional.of(expected),
                        difference.get().cycle(),
                        block.design().top().name(),
                        difference.get().toString())
                : "";
        fail(group, failed, difference.get(), waves);
        return failed + 1;
    }

    private void fail(List<BenchCase> group, int index, Difference difference, String waves) {
        failures.add(
                new BlockCheckResult.Failure(casesRun + index, group.get(index).description(), difference, waves));
    }
}
