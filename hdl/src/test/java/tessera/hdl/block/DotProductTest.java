package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.DotProductParams;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class DotProductTest extends StreamBlockContract {
    @Override
    List<BlockInstance> instances() {
        return List.of(
                DotProductBlock.instance(new DotProductParams(2, 1, 2, 2, 1)),
                DotProductBlock.instance(new DotProductParams(5, 3, 4, 6, 2)));
    }

    @ParameterizedTest
    @EnumSource
    void multipliesAndAddsSignedElements(Level level) {
        // (1, -2, 3) . (4, 5, -6) = 4 - 10 - 18 = -24; (1, -2, 3) . (-8, -8, -8) = -8 + 16 - 24 = -16.
        // The query at cycle 0, keys at 1 and 2; multiply 1, two levels of adders in one stage: scores at 3 and 4.
        DotProductParams params = new DotProductParams(3, 1, 3, 4, 2);
        PortTrace trace = run(
                level,
                DotProductBlock.instance(params),
                List.of(DotProductBlock.row(
                        params,
                        "two keys",
                        new long[] {1, -2, 3},
                        new long[][] {{4, 5, -6}, {-8, -8, -8}},
                        Stalls.NONE)));
        List<Beat> scores = beats(trace, 0);
        assertEquals(-24 & 0x1FF, scores.get(0).number("score_data"));
        assertEquals(-16 & 0x1FF, scores.get(1).number("score_data"));
        assertEquals(1, scores.get(1).number("score_last"));
        assertEquals(List.of(0), taken(trace, 0));
        assertEquals(List.of(1, 2), taken(trace, 1));
        assertEquals(List.of(3, 4), given(trace, 0));
    }
}
