package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.hdl.bench.Stimulus;
import tessera.models.block.ZeroEliminatorParams;
import tessera.sim.block.ZeroEliminatorModel;

/** The contract on the cycle model. */
class ZeroEliminatorCycleTest extends ZeroEliminatorContract {
    @Override
    List<Packed> run(ZeroEliminatorParams params, List<BenchCase> cases) {
        PortTrace trace = record(params, cases);
        return trace.beats(trace.ports().outputs().get(0)).stream()
                .map(beat -> Packed.of(params, beat))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // lanes, layers per stage, latency = ceil(2 log2(lanes) / layers per stage)
        "8, 4, 2",
        "8, 1, 6",
        "8, 12, 1",
        "16, 3, 3",
    })
    void takesTheFormulasCyclesAndABeatACycle(int lanes, int layersPerStage, int latency) {
        ZeroEliminatorParams params = new ZeroEliminatorParams(lanes, 6, layersPerStage);
        BenchCase beats =
                ZeroEliminatorBlock.packet(params, "20 beats", new long[20], new SplittableRandom(1), Stalls.NONE);
        assertEquals(Collections.nCopies(20, latency), latencies(record(params, List.of(beats))));
    }

    private static PortTrace record(ZeroEliminatorParams params, List<BenchCase> cases) {
        return Stimulus.record(new ZeroEliminatorModel(params), cases, 1);
    }
}
