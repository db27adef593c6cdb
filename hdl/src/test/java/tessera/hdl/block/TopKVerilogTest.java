package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stimulus;
import tessera.hdl.bench.TraceComparison;
import tessera.hdl.run.BuildCache;
import tessera.hdl.run.Simulator;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;

/** The contract on the Verilog, which must also equal the cycle model in every cycle. */
@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class TopKVerilogTest extends TopKContract {
    private static final BuildCache CACHE = BuildCache.at(Path.of("target", "verilator"));

    @Override
    List<Selected> run(BlockInstance engine, List<BenchCase> cases) {
        return answers(engine, replay(engine, cases));
    }

    @Test
    void theRadixEngineTakesTheFormulasCycles() {
        BlockInstance engine = engines().get(0);
        SplittableRandom random = new SplittableRandom(1);
        List<BenchCase> cases = Stream.generate(() -> random(params(engine), 30, 9, random))
                .limit(20)
                .toList();
        // 30 scores in 8 rows, digits of 3 and 2 bits: 2 + (8 + 1).
        assertEquals(Collections.nCopies(20, 11L), latencies(replay(engine, cases)));
    }

    private static PortTrace replay(BlockInstance engine, List<BenchCase> cases) {
        PortTrace expected = Stimulus.record(engine.model().get(), cases, 1);
        try (Simulator simulator = Simulator.start(engine.design(), engine.ports(), CACHE, 1)) {
            PortTrace actual = simulator.replay(expected);
            assertEquals(Optional.empty(), TraceComparison.cycleByCycle(expected, actual), "seed 1");
            return actual;
        }
    }
}
