package tessera.hdl.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.Difference;
import tessera.hdl.bench.LiveBench;
import tessera.hdl.bench.LiveComparison;
import tessera.hdl.bench.Waves;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.run.BuildCache;
import tessera.hdl.run.Simulator;
import tessera.hdl.run.SimulatorDiedException;
import tessera.hdl.tool.Tool;

/**
 * The cases of a block, played against somebody else's RTL with the block's ports. Its answers must be the golden
 * function's and its streams must keep the handshake; how long it takes is its own affair, up to a limit.
 */
public final class ForeignCheck {
    private static final int CASES_PER_RESET = 128;
    private static final int MOST_FAILURES = 20;

    private final BlockInstance block;
    private final ForeignRtl rtl;
    private final long seed;
    private final int quietLimit;
    private final List<String> decided = new ArrayList<>();
    private final List<ForeignCheckResult.Failure> failures = new ArrayList<>();
    private String waves = "";
    private long cycles;
    private boolean isOver;

    private ForeignCheck(BlockInstance block, ForeignRtl rtl, long seed, int quietLimit) {
        this.block = block;
        this.rtl = rtl;
        this.seed = seed;
        this.quietLimit = quietLimit;
    }

    /**
     * Wrong ports are the user's input; a missing tool is a ToolException.
     *
     * @param quietLimit cycles without any beat passing after which the RTL is taken to answer no more
     */
    public static ForeignCheckResult run(
            BlockInstance block, ForeignRtl rtl, int cases, long seed, int quietLimit, BuildCache cache) {
        Tool.VERILATOR.require();
        Tool.CXX.require();
        ForeignPorts.check(rtl, block.ports());
        ForeignCheck check = new ForeignCheck(block, rtl, seed, quietLimit);
        long start = System.nanoTime();
        try (Simulator simulator = Simulator.start(rtl.top(), rtl.files(), block.ports(), cache, seed)) {
            while (check.decided.size() < cases && !check.isOver && check.failures.size() < MOST_FAILURES) {
                check.group(simulator, cases);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new ForeignCheckResult(
                check.decided, check.failures, check.waves, check.cycles, seconds, Tool.VERILATOR.version());
    }

    /** The cases of one reset, up to the first failure. */
    private void group(Simulator simulator, int cases) {
        int first = decided.size();
        List<BenchCase> group = new ArrayList<>();
        for (int i = first; i < Math.min(cases, first + CASES_PER_RESET); i++) {
            group.add(block.cases().at(seed, i));
        }
        LiveBench.Run run;
        try {
            run = LiveBench.run(
                    block.ports(), simulator::cycle, group, seed + first, block.packedStreams(), quietLimit);
        } catch (SimulatorDiedException e) {
            decide(
                    group,
                    0,
                    Optional.of(new Difference(0, "simulator", "an answer", String.valueOf(e.getMessage()), "bench")));
            isOver = true;
            return;
        }
        cycles += run.trace().cycles();
        Optional<Difference> difference =
                LiveComparison.first(run.trace(), group, block.packedStreams(), run.isTimedOut());
        if (difference.isEmpty() && run.isTimedOut()) {
            int end = run.trace().cycles() - run.trace().firstCycleAfterReset();
            difference = Optional.of(new Difference(
                    end,
                    "time-out",
                    "a beat within " + quietLimit + " cycles",
                    "none; last handshake: " + run.lastHandshake(),
                    "bench"));
            isOver = true;
        }
        if (difference.isEmpty()) {
            decide(group, group.size() - 1, difference);
            return;
        }
        int failed = isOver
                ? Math.min(run.casesDone(), group.size() - 1)
                : LiveComparison.caseAt(
                        run.trace(),
                        group,
                        block.packedStreams(),
                        difference.get().cycle());
        if (waves.isEmpty()) {
            waves = Waves.around(
                    run.trace(),
                    Optional.empty(),
                    difference.get().cycle(),
                    rtl.top(),
                    difference.get().toString());
        }
        decide(group, failed, difference);
    }

    private void decide(List<BenchCase> group, int last, Optional<Difference> difference) {
        for (int i = 0; i <= last; i++) {
            decided.add(group.get(i).description());
        }
        difference.ifPresent(found -> failures.add(new ForeignCheckResult.Failure(decided.size() - 1, found)));
    }
}
