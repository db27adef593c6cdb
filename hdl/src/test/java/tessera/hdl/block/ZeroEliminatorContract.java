package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.models.block.ZeroEliminatorParams;
import tessera.sim.block.StreamPorts;

/**
 * What a zero eliminator must do, at whatever level it is written. Three classes run these cases: on the golden function,
 * on the cycle model, on the Verilog. To see it catch a fault, swap two lanes in the level under test.
 */
abstract class ZeroEliminatorContract {
    static final ZeroEliminatorParams EIGHT_LANES = new ZeroEliminatorParams(8, 6, 4);

    /** Sends the cases through the level under test, back to back; returns the packed beats, in order. */
    abstract List<Packed> run(ZeroEliminatorParams params, List<BenchCase> cases);

    /** A packed beat: the kept words, and whether it is the last of its packet. */
    record Packed(List<Long> words, boolean isLast) {
        static Packed of(ZeroEliminatorParams params, Beat beat) {
            List<Long> words = new ArrayList<>();
            for (int lane = 0; lane < beat.number("out_count"); lane++) {
                words.add(beat.lane("out_data", lane, params.laneBits()));
            }
            return new Packed(words, beat.number("out_last") == 1);
        }
    }

    @Test
    void packsTheWorkedExample() {
        // Lanes 0..7 hold 10..17; kept are 1, 3, 4 and 7 (mask 1001_1010): 11, 13, 14, 17 end in lanes 0..3.
        StreamPorts in =
                ZeroEliminatorBlock.instance(EIGHT_LANES).ports().inputs().get(0);
        Beat beat = new Beat(in)
                .with("in_last", 1)
                .with("in_mask", 0b1001_1010)
                .withLanes("in_data", 6, LongStream.rangeClosed(10, 17).toArray());
        Beat expected = new Beat(ZeroEliminatorBlock.instance(EIGHT_LANES)
                        .ports()
                        .outputs()
                        .get(0))
                .with("out_last", 1)
                .with("out_count", 4)
                .withLanes("out_data", 6, new long[] {11, 13, 14, 17});
        BenchCase example =
                new BenchCase("worked example", List.of(List.of(beat)), List.of(List.of(expected)), Stalls.NONE);
        assertEquals(List.of(new Packed(List.of(11L, 13L, 14L, 17L), true)), run(EIGHT_LANES, List.of(example)));
    }

    @Test
    void packsEveryMaskOfEightLanes() {
        long[] masks = LongStream.range(0, 256).toArray();
        checkAnswers(
                EIGHT_LANES,
                List.of(ZeroEliminatorBlock.packet(
                        EIGHT_LANES, "every mask", masks, new SplittableRandom(1), Stalls.NONE)));
    }

    @Test
    void losesNothingWhenItsOutputStalls() {
        long[] masks = LongStream.range(0, 256).toArray();
        List<BenchCase> cases = new ArrayList<>();
        for (int turn = 1; turn < 6; turn++) {
            cases.add(ZeroEliminatorBlock.packet(
                    EIGHT_LANES, "turn " + turn, masks, new SplittableRandom(turn), Stalls.byTurns(turn)));
        }
        checkAnswers(EIGHT_LANES, cases);
    }

    @Test
    void agreesOnTheDirectedAndRandomCasesOfTheBlock() {
        ZeroEliminatorParams params = ZeroEliminatorParams.DEFAULT;
        List<BenchCase> cases = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            cases.add(ZeroEliminatorBlock.cases(params).at(1, i));
        }
        checkAnswers(params, cases);
    }

    private void checkAnswers(ZeroEliminatorParams params, List<BenchCase> cases) {
        List<Packed> expected = cases.stream()
                .flatMap(one -> one.expected().get(0).stream())
                .map(beat -> Packed.of(params, beat))
                .toList();
        assertEquals(expected, run(params, cases), "seed 1");
    }

    /** Cycles from a beat's acceptance to its first showing at the output, for each beat after reset. */
    static List<Integer> latencies(PortTrace trace) {
        StreamPorts in = trace.ports().inputs().get(0);
        StreamPorts out = trace.ports().outputs().get(0);
        List<Integer> accepted = new ArrayList<>();
        List<Integer> latencies = new ArrayList<>();
        for (int cycle = trace.firstCycleAfterReset(); cycle < trace.cycles(); cycle++) {
            if (trace.passesIn(in, cycle)) {
                accepted.add(cycle);
            }
            if (trace.passes(out, cycle)) {
                latencies.add(cycle - accepted.get(latencies.size()));
            }
        }
        return latencies;
    }
}
