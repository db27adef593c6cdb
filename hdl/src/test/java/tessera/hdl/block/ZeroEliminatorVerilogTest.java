package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.hdl.bench.Stimulus;
import tessera.hdl.bench.TraceComparison;
import tessera.hdl.run.BuildCache;
import tessera.hdl.run.Simulator;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.ZeroEliminatorParams;

/** The contract on the Verilog, which must also equal the cycle model in every cycle. */
@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class ZeroEliminatorVerilogTest extends ZeroEliminatorContract {
    private static final BuildCache CACHE = BuildCache.at(Path.of("target", "verilator"));

    @Override
    List<Packed> run(ZeroEliminatorParams params, List<BenchCase> cases) {
        PortTrace actual = replay(params, cases);
        return actual.beats(actual.ports().outputs().get(0)).stream()
                .map(beat -> Packed.of(params, beat))
                .toList();
    }

    @Test
    void takesTheFormulasCyclesAndABeatACycle() {
        BenchCase beats =
                ZeroEliminatorBlock.packet(EIGHT_LANES, "20 beats", new long[20], new SplittableRandom(1), Stalls.NONE);
        assertEquals(
                Collections.nCopies(20, EIGHT_LANES.latencyCycles()), latencies(replay(EIGHT_LANES, List.of(beats))));
    }

    private static PortTrace replay(ZeroEliminatorParams params, List<BenchCase> cases) {
        BlockInstance block = ZeroEliminatorBlock.instance(params);
        PortTrace expected = Stimulus.record(block.model().get(), cases, 1);
        try (Simulator simulator = Simulator.start(block.design(), block.ports(), CACHE, 1)) {
            PortTrace actual = simulator.replay(expected);
            assertEquals(Optional.empty(), TraceComparison.cycleByCycle(expected, actual), "seed 1");
            return actual;
        }
    }
}
