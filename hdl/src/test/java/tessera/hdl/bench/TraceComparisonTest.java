package tessera.hdl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tessera.sim.block.BlockModel;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.Port;
import tessera.sim.block.StreamPorts;

/** Played on a block that shows each beat a cycle later, in a register of one: small enough to follow by hand. */
class TraceComparisonTest {
    private static final StreamPorts IN = new StreamPorts("in", List.of(new Port("in_word", 70)));
    private static final StreamPorts OUT = new StreamPorts("out", List.of(new Port("out_word", 70)));
    private static final BlockPorts PORTS = new BlockPorts(List.of(IN), List.of(OUT));

    /** driven: rst, in_valid, in_word (3 words), out_ready; read: in_ready, out_valid, out_word (3 words). */
    private static final class OneRegister implements BlockModel {
        private final int[] word = new int[3];
        private boolean isFull;

        @Override
        public BlockPorts ports() {
            return PORTS;
        }

        @Override
        public void step(int[] driven, int[] read, int[] care) {
            if (driven[0] != 0) {
                isFull = false;
                return;
            }
            boolean isReady = !isFull || driven[5] != 0;
            read[0] = isReady ? 1 : 0;
            read[1] = isFull ? 1 : 0;
            care[0] = 1;
            care[1] = 1;
            if (isFull) {
                System.arraycopy(word, 0, read, 2, 3);
                Arrays.fill(care, 2, 5, -1);
            }
            if (isReady) {
                isFull = driven[1] != 0;
                System.arraycopy(driven, 2, word, 0, 3);
            }
        }

        @Override
        public boolean hasWork() {
            return isFull;
        }

        @Override
        public boolean isSettled() {
            return true;
        }
    }

    private static BenchCase words(Stalls stalls, long... words) {
        List<Beat> inputs = new ArrayList<>();
        List<Beat> outputs = new ArrayList<>();
        for (long word : words) {
            inputs.add(new Beat(IN).withLanes("in_word", 35, new long[] {word, 1}));
            outputs.add(new Beat(OUT).withLanes("out_word", 35, new long[] {word, 1}));
        }
        return new BenchCase("words", List.of(inputs), List.of(outputs), stalls);
    }

    @Test
    void equalTracesHaveNoDifference() {
        List<BenchCase> cases = List.of(words(Stalls.NONE, 1, 2, 3), words(new Stalls(50, 50), 4, 5));
        PortTrace trace = Stimulus.record(new OneRegister(), cases, 1);
        assertEquals(Optional.empty(), TraceComparison.cycleByCycle(trace, trace));
        assertEquals(Optional.empty(), TraceComparison.beatByBeat(trace, cases));
    }

    @Test
    void namesTheFirstCycleAndSignal() {
        // Beats 1, 2, 3 enter in cycles 0, 1, 2 after reset and show in 1, 2, 3. The fault: bit 33 of cycle 2's word.
        List<BenchCase> cases = List.of(words(Stalls.NONE, 1, 2, 3));
        PortTrace trace = Stimulus.record(new OneRegister(), cases, 1);
        PortTrace faulty = withFault(trace, trace.firstCycleAfterReset() + 2, 3, 0b10);
        // 70 bits in lanes of 35: lane 1 = 1 is bit 35, which is bit 3 of word 1.
        assertEquals(
                "cycle 2: out_word is 0x000000000000000a00000002, the cycle model says 0x000000000000000800000002",
                TraceComparison.cycleByCycle(trace, faulty).orElseThrow().toString());
        assertEquals(
                "cycle 2: out_word is 0x000000000000000a00000002, the golden function says 0x000000000000000800000002",
                TraceComparison.beatByBeat(faulty, cases).orElseThrow().toString());
    }

    @Test
    void bitsWithoutMeaningAreNotCompared() {
        List<BenchCase> cases = List.of(words(Stalls.NONE, 1));
        PortTrace trace = Stimulus.record(new OneRegister(), cases, 1);
        // In cycle 0 after reset nothing is valid yet, so the word may be anything.
        PortTrace other = withFault(trace, trace.firstCycleAfterReset(), 2, 0xff);
        assertEquals(Optional.empty(), TraceComparison.cycleByCycle(trace, other));
    }

    @Test
    void missingAndSurplusBeatsAreFound() {
        List<BenchCase> two = List.of(words(Stalls.NONE, 1, 2));
        PortTrace trace = Stimulus.record(new OneRegister(), two, 1);
        int last = trace.cycles() - trace.firstCycleAfterReset();
        assertEquals(
                new Difference(last, "out_valid", "3 beats", "2 beats", "golden function"),
                TraceComparison.beatByBeat(trace, List.of(words(Stalls.NONE, 1, 2, 3)))
                        .orElseThrow());
        assertEquals(
                new Difference(2, "out_valid", "no further beat", "a beat", "golden function"),
                TraceComparison.beatByBeat(trace, List.of(words(Stalls.NONE, 1)))
                        .orElseThrow());
    }

    @Test
    void aDifferenceBelongsToTheCaseThatIsBeingAnswered() {
        // Two words, then one, then one: the beats show in cycles 1, 2 | 3 | 4.
        List<BenchCase> cases = List.of(words(Stalls.NONE, 1, 2), words(Stalls.NONE, 3), words(Stalls.NONE, 4));
        PortTrace trace = Stimulus.record(new OneRegister(), cases, 1);
        int[] expected = {0, 0, 0, 1, 2, 2};
        for (int cycle = 0; cycle < expected.length; cycle++) {
            assertEquals(expected[cycle], TraceComparison.caseAt(trace, cases, cycle), "cycle " + cycle);
        }
    }

    @Test
    void sourcesHoldTheirBeatUntilItIsTaken() {
        List<BenchCase> cases = List.of(words(new Stalls(50, 80), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        PortTrace trace = Stimulus.record(new OneRegister(), cases, 1);
        int[] before = null;
        int held = 0;
        for (int cycle = trace.firstCycleAfterReset(); cycle < trace.cycles(); cycle++) {
            int[] now = trace.drivenWords(cycle, 1);
            if (before != null) {
                assertEquals(1, now[1], "valid was withdrawn before cycle " + cycle);
                assertTrue(Arrays.equals(before, 2, 5, now, 2, 5), "payload changed before cycle " + cycle);
                held++;
            }
            before = now[1] == 1 && !trace.passesIn(IN, cycle) ? now : null;
        }
        assertTrue(held > 10, "the sink stalls 80 % of the time, so beats must wait; waited " + held);
    }

    private static PortTrace withFault(PortTrace trace, int cycle, int word, int flipped) {
        int[] read = Arrays.copyOf(trace.read(), trace.cycles() * trace.readWords());
        read[cycle * trace.readWords() + word] ^= flipped;
        return trace.withRead(read);
    }
}
