package tessera.hdl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.Difference;
import tessera.hdl.bench.LiveBench;
import tessera.hdl.bench.LiveComparison;
import tessera.hdl.bench.Waves;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.block.TopKBlock;
import tessera.models.block.TopKBlockParams;
import tessera.sim.block.BlockModel;

/** The bench for RTL of unknown timing, on a cycle model that is right, and on ones that break one rule each. */
class LiveBenchTest {
    private static final int QUIET_LIMIT = 500;

    private final BlockInstance block = TopKBlock.radix(TopKBlockParams.radix(32, 4, 5, 3));
    private final List<BenchCase> cases = new ArrayList<>();
    private final BlockModel model = block.model().get();
    private final int[] care = new int[block.ports().read().words()];
    private int cycle = -8; // The bench resets for eight cycles.

    @BeforeEach
    void takeCases() {
        for (int i = 0; i < 60; i++) {
            cases.add(block.cases().at(1, i));
        }
    }

    private void right(int[] driven, int[] read) {
        Arrays.fill(read, 0);
        Arrays.fill(care, 0);
        model.step(driven, read, care);
        cycle++;
    }

    private LiveBench.Run run(LiveBench.Clocked clocked) {
        return LiveBench.run(block.ports(), clocked, cases, 1, block.packedStreams(), QUIET_LIMIT);
    }

    private Optional<Difference> difference(LiveBench.Run run) {
        return LiveComparison.first(run.trace(), cases, block.packedStreams(), run.isTimedOut());
    }

    private int readWord(String port) {
        return block.ports().read().word(port);
    }

    @Test
    void theModelItselfIsRight() {
        LiveBench.Run run = run(this::right);
        assertFalse(run.isTimedOut());
        assertEquals(60, run.casesDone());
        assertEquals(Optional.empty(), difference(run));
    }

    @Test
    void emptyBeatsBetweenAreNoFault() {
        // The filter may also send a beat for a row that keeps nothing: here one of count 0 in front of every packet.
        boolean[] hasSent = {false};
        LiveBench.Run run = run((driven, read) -> {
            int ready = block.ports().driven().word("keep_ready");
            int wanted = driven[ready];
            driven[ready] = hasSent[0] ? wanted : 0;
            right(driven, read);
            driven[ready] = wanted;
            int valid = readWord("keep_valid");
            if (read[valid] == 1 && !hasSent[0]) {
                read[readWord("keep_count")] = 0;
                read[readWord("keep_last")] = 0;
                hasSent[0] = wanted == 1;
            } else if (read[valid] == 1 && wanted == 1 && read[readWord("keep_last")] == 1) {
                hasSent[0] = false;
            }
        });
        assertEquals(Optional.empty(), difference(run));
        assertEquals(60, run.casesDone());
    }

    @Test
    void namesTheFirstWrongIndex() {
        int[] wrongAt = {-1};
        LiveBench.Run run = run((driven, read) -> {
            right(driven, read);
            boolean passes = read[readWord("keep_valid")] == 1
                    && driven[block.ports().driven().word("keep_ready")] == 1;
            if (passes && read[readWord("keep_count")] > 0 && (wrongAt[0] < 0 || wrongAt[0] == cycle - 1)) {
                wrongAt[0] = cycle - 1;
                read[readWord("keep_index")] ^= 1;
            }
        });
        Difference difference = difference(run).orElseThrow();
        assertEquals(wrongAt[0], difference.cycle());
        assertEquals("keep_index lane 0", difference.signal());
        assertEquals("golden function", difference.reference());
        int failed = LiveComparison.caseAt(run.trace(), cases, block.packedStreams(), difference.cycle());
        assertTrue(cases.get(failed).expected().get(1).stream().anyMatch(beat -> beat.number("keep_count") > 0));
        String waves = Waves.around(run.trace(), Optional.empty(), difference.cycle(), "top", difference.toString());
        assertTrue(waves.contains("$var wire 5") && waves.contains("keep_index [19:0] $end"), waves);
    }

    @Test
    void aBeatThatIsTakenBackBreaksTheHandshake() {
        int outReady = block.ports().driven().word("out_ready");
        LiveBench.Run run = run((driven, read) -> {
            // Valid comes and goes while the beat waits; it is shown in every other cycle only.
            int wanted = driven[outReady];
            boolean isShown = (cycle & 1) == 0;
            driven[outReady] = isShown ? wanted : 0;
            right(driven, read);
            driven[outReady] = wanted;
            read[readWord("out_valid")] &= isShown ? 1 : 0;
        });
        Difference difference = difference(run).orElseThrow();
        assertEquals("out_valid", difference.signal());
        assertEquals("handshake rule", difference.reference());
    }

    @Test
    void oneThatNeverAnswersTimesOutWithItsLastHandshake() {
        int outReady = block.ports().driven().word("out_ready");
        LiveBench.Run run = run((driven, read) -> {
            int[] untaken = driven.clone();
            untaken[outReady] = 0;
            untaken[block.ports().driven().word("keep_ready")] = 0;
            right(untaken, read);
            read[readWord("out_valid")] = 0;
            read[readWord("keep_valid")] = 0;
        });
        assertTrue(run.isTimedOut());
        assertEquals(0, run.casesDone());
        // Case 0 has 32 scores in 8 rows and no stalls: cycles 0 to 7.
        assertEquals("a beat of 'in' in cycle 7", run.lastHandshake());
        assertEquals(Optional.empty(), difference(run), "what is missing is not the fault, the silence is");
    }
}
