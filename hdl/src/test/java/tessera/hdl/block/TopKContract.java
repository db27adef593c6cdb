package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.models.block.TopKBlockParams;
import tessera.models.machine.TopKParams;
import tessera.sim.block.BlockPorts;

/**
 * What a top-k engine must do, at whatever level it is written and whichever engine it is: golden function, cycle model,
 * Verilog. To see it catch a fault, let the filter keep an equal score too many in the level under test.
 */
abstract class TopKContract {
    /** Both engines, small: 32 scores of 5 bits, 4 lanes; the radix engine's second digit is narrower (5 = 3 + 2). */
    static List<BlockInstance> engines() {
        return List.of(
                TopKBlock.radix(TopKBlockParams.radix(32, 4, 5, 3)), TopKBlock.quick(TopKBlockParams.quick(32, 4, 5)));
    }

    /** Sends the cases through the level under test, back to back; returns the answers, in order. */
    abstract List<Selected> run(BlockInstance engine, List<BenchCase> cases);

    /** What a request was answered: the threshold (0 for k = 0), the two counts, the kept indices. */
    record Selected(long threshold, long greater, long keepEqual, List<Long> kept) {
        /** Answers from the beats of {@code out} and {@code keep}; a beat with {@code keep_last} ends an answer. */
        static List<Selected> of(List<Beat> results, List<Beat> keeps, int indexBits) {
            List<Selected> answers = new ArrayList<>();
            List<Long> kept = new ArrayList<>();
            for (Beat beat : keeps) {
                for (int lane = 0; lane < beat.number("keep_count"); lane++) {
                    kept.add(beat.lane("keep_index", lane, indexBits));
                }
                if (beat.number("keep_last") == 1) {
                    Beat result = results.get(answers.size());
                    long greater = result.number("out_greater");
                    long equal = result.number("out_keep_equal");
                    long threshold = greater + equal == 0 ? 0 : result.number("out_threshold");
                    answers.add(new Selected(threshold, greater, equal, kept));
                    kept = new ArrayList<>();
                }
            }
            assertEquals(List.of(), kept, "every answer ends with keep_last");
            assertEquals(results.size(), answers.size(), "one answer a request");
            return answers;
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void selectsTheWorkedExample(BlockInstance engine) {
        // Scores 7 31 7 2 | 7 30 7; the 4 largest are 31 (index 1), 30 (index 5) and the first two 7 (indices 0, 2).
        long[] scores = {7, 31, 7, 2, 7, 30, 7};
        assertEquals(List.of(new Selected(7, 2, 2, List.of(0L, 1L, 2L, 5L))), select(engine, scores, 4));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void keepsNothingForNoneAndAllForMoreThanThereAre(BlockInstance engine) {
        long[] scores = {9, 3, 3};
        assertEquals(List.of(new Selected(0, 0, 0, List.of())), select(engine, scores, 0));
        // k = 3 and beyond: the smallest score is the threshold, one is greater, both 3s are kept.
        Selected all = new Selected(3, 1, 2, List.of(0L, 1L, 2L));
        assertEquals(List.of(all), select(engine, scores, 3));
        assertEquals(List.of(all), select(engine, scores, 63));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void keepsLowestIndicesOnTies(BlockInstance engine) {
        long[] scores = new long[32];
        assertEquals(
                List.of(new Selected(0, 0, 5, List.of(0L, 1L, 2L, 3L, 4L))), select(engine, scores, 5), "all are 0");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void agreesOnTheDirectedAndRandomCasesOfTheBlock(BlockInstance engine) {
        List<BenchCase> cases = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            cases.add(engine.cases().at(1, i));
        }
        assertEquals(expected(engine, cases), run(engine, cases), engine.blockName() + ", seed 1");
    }

    private List<Selected> select(BlockInstance engine, long[] scores, int k) {
        return run(engine, List.of(request(params(engine), scores, k)));
    }

    static BenchCase request(TopKParams engine, long[] scores, int k) {
        return TopKBlock.request(engine, "request", scores, k, Stalls.NONE);
    }

    static TopKParams params(BlockInstance engine) {
        int capacity = engine.parameters().get("capacity");
        int lanes = engine.parameters().get("lanes");
        int bits = engine.parameters().get("score_bits");
        return engine.parameters().containsKey("digit_bits")
                ? TopKBlockParams.radix(
                        capacity, lanes, bits, engine.parameters().get("digit_bits"))
                : TopKBlockParams.quick(capacity, lanes, bits);
    }

    static List<Selected> expected(BlockInstance engine, List<BenchCase> cases) {
        int indexBits = TopKBlockParams.indexBits(params(engine));
        return Selected.of(beats(cases, 0), beats(cases, 1), indexBits);
    }

    static List<Selected> answers(BlockInstance engine, PortTrace trace) {
        BlockPorts ports = engine.ports();
        return Selected.of(
                trace.beats(ports.outputs().get(0)),
                trace.beats(ports.outputs().get(1)),
                TopKBlockParams.indexBits(params(engine)));
    }

    private static List<Beat> beats(List<BenchCase> cases, int stream) {
        return cases.stream()
                .flatMap(one -> one.expected().get(stream).stream())
                .toList();
    }

    /** Cycles from the last accepted beat of each request to the first cycle of its result, no stalls. */
    static List<Long> latencies(PortTrace trace) {
        List<Long> latencies = new ArrayList<>();
        long last = 0;
        for (int cycle = trace.firstCycleAfterReset(); cycle < trace.cycles(); cycle++) {
            if (trace.passesIn(trace.ports().inputs().get(0), cycle)) {
                last = cycle;
            }
            if (trace.passes(trace.ports().outputs().get(0), cycle)) {
                latencies.add(cycle - last);
            }
        }
        return latencies;
    }

    /** A request of random scores without stalls. */
    static BenchCase random(TopKParams engine, int scoreCount, int k, SplittableRandom random) {
        return request(engine, TopKScores.RANDOM.scores(scoreCount, engine.scoreBits(), random), k);
    }
}
