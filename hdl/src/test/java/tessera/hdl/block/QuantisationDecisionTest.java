package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.QuantisationDecisionParams;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class QuantisationDecisionTest extends StreamBlockContract {
    private static final QuantisationDecisionParams FOUR_BEATS = new QuantisationDecisionParams(2, 6, 4);

    @Override
    List<BlockInstance> instances() {
        return List.of(
                QuantisationDecisionBlock.instance(new QuantisationDecisionParams(1, 2, 2)),
                QuantisationDecisionBlock.instance(FOUR_BEATS),
                QuantisationDecisionBlock.instance(new QuantisationDecisionParams(3, 9, 8)));
    }

    @ParameterizedTest
    @EnumSource
    void theMaximumStartsWithTheFirstScore(Level level) {
        // All scores negative: a maximum that starts at 0 would let this row pass. -5 is below -3: asked for again.
        PortTrace trace =
                run(level, QuantisationDecisionBlock.instance(FOUR_BEATS), List.of(row(new long[] {-9, -5, -7}, -3)));
        assertEquals(1, beats(trace, 1).get(0).number("decision_fetch"));
        assertEquals(-5 & 0x3F, beats(trace, 1).get(0).number("decision_max"));
        assertEquals(List.of(), beats(trace, 0));
        assertEquals(List.of(0, 1), taken(trace, 0));
        assertEquals(List.of(2), given(trace, 1));
    }

    @ParameterizedTest
    @EnumSource
    void aRowStartsToLeaveWithItsFirstScoreAtTheThreshold(Level level) {
        // Beats at 0, 1, 2; the second holds the threshold itself: beats 0 and 1 are released at the end of cycle 1.
        PortTrace trace = run(
                level, QuantisationDecisionBlock.instance(FOUR_BEATS), List.of(row(new long[] {1, 2, 7, 3, 0, 0}, 7)));
        assertEquals(List.of(2, 3, 4), given(trace, 0));
        assertEquals(0, beats(trace, 1).get(0).number("decision_fetch"));
    }

    @ParameterizedTest
    @EnumSource
    void aRowLongerThanTheBufferStopsNothing(Level level) {
        // Nine beats of two, the buffer holds four, and only the last score reaches the threshold: dropped, asked for,
        // and
        // the next row comes through.
        long[] flat = new long[18];
        flat[17] = 9;
        PortTrace trace = run(
                level, QuantisationDecisionBlock.instance(FOUR_BEATS), List.of(row(flat, 9), row(new long[] {9}, 9)));
        assertEquals(1, beats(trace, 1).get(0).number("decision_fetch"));
        assertEquals(9, beats(trace, 1).get(0).number("decision_max"));
        assertEquals(0, beats(trace, 1).get(1).number("decision_fetch"));
        assertEquals(1, beats(trace, 0).size());
    }

    private static BenchCase row(long[] scores, long threshold) {
        return QuantisationDecisionBlock.row(FOUR_BEATS, "row", scores, threshold, false, Stalls.NONE);
    }
}
