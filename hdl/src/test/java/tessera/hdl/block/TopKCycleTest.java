package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stimulus;
import tessera.models.block.TopKBlockParams;
import tessera.models.machine.TopKParams;
import tessera.sim.block.TopKModel;

/** The contract on the cycle model, and how long the engines take. */
class TopKCycleTest extends TopKContract {
    @Override
    List<Selected> run(BlockInstance engine, List<BenchCase> cases) {
        return answers(engine, record(params(engine), cases));
    }

    @ParameterizedTest
    @CsvSource({
        // capacity, lanes, score bits, digit bits, scores; latency = 2 + (digits - 1) (rows + 1)
        "1024, 16, 12, 4, 1024, 132", // 3 digits, 64 rows: 2 + 2 x 65
        "1024, 16, 12, 6, 1024, 67", // 2 digits: 2 + 65
        "1024, 16, 12, 4, 1, 6", // 1 row: 2 + 2 x 2
        "1024, 16, 12, 4, 33, 10", // 3 rows: 2 + 2 x 4
        "64, 16, 12, 5, 64, 12", // 5 + 5 + 2 bits, 4 rows: 2 + 2 x 5
        "64, 16, 8, 8, 64, 2", // 1 digit
    })
    void theRadixEngineTakesTheFormulasCyclesForEveryInput(
            int capacity, int lanes, int scoreBits, int digitBits, int scoreCount, long latency) {
        TopKParams engine = TopKBlockParams.radix(capacity, lanes, scoreBits, digitBits);
        SplittableRandom random = new SplittableRandom(1);
        List<BenchCase> cases = new ArrayList<>();
        for (TopKScores kind : TopKScores.values()) {
            for (int k : new int[] {0, 1, scoreCount / 2, scoreCount, capacity}) {
                cases.add(request(engine, kind.scores(scoreCount, scoreBits, random), k));
            }
        }
        assertEquals(Collections.nCopies(cases.size(), latency), latencies(record(engine, cases)));
    }

    @Test
    void theQuickSelectEngineTakesItsRounds() {
        TopKParams engine = TopKBlockParams.quick(32, 4, 5);
        // One distinct score: one round of 8 rows decides. 2 + (8 + 4).
        assertEquals(List.of(14L), latencies(record(engine, List.of(request(engine, new long[32], 7)))));
        // k = 0: no round at all.
        assertEquals(List.of(2L), latencies(record(engine, List.of(request(engine, new long[32], 0)))));
        // Scores 0 and 1 in one row: the pivot is lane 0's. k = 1 wants 1: a round that keeps the greater side, then
        // one that finds it. 2 + 2 (1 + 4).
        assertEquals(List.of(12L), latencies(record(engine, List.of(request(engine, new long[] {0, 1}, 1)))));
    }

    @Test
    void theRadixEngineIsFasterOnAverageAndInTheWorstCase() {
        // n = 1024, 16 lanes, 12 bits: 132 cycles always, against rounds over all live rows.
        TopKParams quick = TopKBlockParams.quick(1024, 16, 12);
        SplittableRandom random = new SplittableRandom(1);
        List<BenchCase> cases = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            cases.add(random(quick, 1024, 512, random));
        }
        List<Long> cycles = latencies(record(quick, cases));
        double mean = cycles.stream().mapToLong(Long::longValue).average().orElseThrow();
        assertTrue(mean > 1.5 * 132, "mean " + mean);
        assertTrue(Collections.max(cycles) > 2 * 132, "" + cycles);
    }

    private static PortTrace record(TopKParams engine, List<BenchCase> cases) {
        return Stimulus.record(TopKModel.of(engine), cases, 1);
    }
}
