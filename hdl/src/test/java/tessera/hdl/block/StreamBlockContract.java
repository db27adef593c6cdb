package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stimulus;
import tessera.hdl.bench.TraceComparison;
import tessera.hdl.run.BuildCache;
import tessera.hdl.run.Simulator;
import tessera.hdl.tool.Lint;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;

/**
 * What every block must do, at small parameters: the cycle model gives the golden function's answers, the Verilog equals
 * the cycle model in every cycle, and every lint tool is silent. A subclass adds worked examples and latencies, which
 * {@link #run} plays on the cycle model or on the Verilog.
 */
abstract class StreamBlockContract {
    private static final BuildCache CACHE = BuildCache.at(Path.of("target", "verilator"));
    private static final int MODEL_CASES = 400;
    private static final int VERILOG_CASES = 250;

    /** Where a case is played. */
    public enum Level {
        CYCLE_MODEL,
        VERILOG
    }

    /** Small parameter sets: the corners of the range. */
    abstract List<BlockInstance> instances();

    @Test
    void theCycleModelGivesTheGoldenAnswers() {
        for (BlockInstance block : instances()) {
            List<BenchCase> cases = cases(block, MODEL_CASES);
            PortTrace trace = Stimulus.record(block.model().get(), cases, 1);
            assertEquals(Optional.empty(), TraceComparison.beatByBeat(trace, cases), block.parameters() + ", seed 1");
        }
    }

    @Test
    @Tag("verilator")
    @RequiresTool({Tool.VERILATOR, Tool.CXX})
    void theVerilogEqualsTheCycleModelInEveryCycle() {
        for (BlockInstance block : instances()) {
            run(Level.VERILOG, block, cases(block, VERILOG_CASES));
        }
    }

    @Test
    @Tag("verilator")
    @RequiresTool(Tool.VERILATOR)
    void everyLintToolIsSilent() {
        for (BlockInstance block : instances()) {
            for (Lint.Verdict verdict : Lint.check(block.design())) {
                assertTrue(
                        verdict.isClean() || !verdict.isPresent(),
                        block.parameters() + ", " + verdict.tool() + ": " + verdict.messages());
            }
        }
    }

    /** Plays the cases; on the Verilog, every cycle is compared with the cycle model as well. */
    static PortTrace run(Level level, BlockInstance block, List<BenchCase> cases) {
        PortTrace expected = Stimulus.record(block.model().get(), cases, 1);
        if (level == Level.CYCLE_MODEL) {
            return expected;
        }
        try (Simulator simulator = Simulator.start(block.design(), block.ports(), CACHE, 1)) {
            PortTrace actual = simulator.replay(expected);
            assertEquals(
                    Optional.empty(),
                    TraceComparison.cycleByCycle(expected, actual),
                    block.design().top().name() + " " + block.parameters() + ", seed 1");
            return actual;
        }
    }

    /** The beats that come out of output stream {@code index}. */
    static List<Beat> beats(PortTrace trace, int index) {
        return trace.beats(trace.ports().outputs().get(index));
    }

    /** Cycles, counted from reset, at which a beat is taken on input stream {@code index}. */
    static List<Integer> taken(PortTrace trace, int index) {
        List<Integer> cycles = new ArrayList<>();
        int start = trace.firstCycleAfterReset();
        for (int cycle = start; cycle < trace.cycles(); cycle++) {
            if (trace.passesIn(trace.ports().inputs().get(index), cycle)) {
                cycles.add(cycle - start);
            }
        }
        return cycles;
    }

    /** Cycles, counted from reset, at which a beat leaves on output stream {@code index}. */
    static List<Integer> given(PortTrace trace, int index) {
        List<Integer> cycles = new ArrayList<>();
        int start = trace.firstCycleAfterReset();
        for (int cycle = start; cycle < trace.cycles(); cycle++) {
            if (trace.passes(trace.ports().outputs().get(index), cycle)) {
                cycles.add(cycle - start);
            }
        }
        return cycles;
    }

    private static List<BenchCase> cases(BlockInstance block, int count) {
        List<BenchCase> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cases.add(block.cases().at(1, i));
        }
        return cases;
    }
}
