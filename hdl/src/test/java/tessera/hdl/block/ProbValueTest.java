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
import tessera.models.block.ProbValueParams;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class ProbValueTest extends StreamBlockContract {
    @Override
    List<BlockInstance> instances() {
        return List.of(
                ProbValueBlock.instance(new ProbValueParams(1, 1, 1, 2, 1)),
                ProbValueBlock.instance(new ProbValueParams(3, 4, 6, 5, 21)));
    }

    @ParameterizedTest
    @EnumSource
    void weighsAndAddsTheValuesOfARow(Level level) {
        // 3 (1, -4) + 7 (2, 3) + 1 (-1, 0) = (3 + 14 - 1, -12 + 21) = (16, 9). Two vectors a beat: 2 beats.
        // Taken at 0 and 1; multiply, add the pair, accumulate: at 1 + 3 = 4. The next row starts from 0.
        ProbValueParams params = new ProbValueParams(2, 2, 3, 4, 4);
        long[] probabilities = {3, 7, 1};
        long[][] values = {{1, -4}, {2, 3}, {-1, 0}};
        PortTrace trace = run(
                level,
                ProbValueBlock.instance(params),
                List.of(
                        ProbValueBlock.row(params, "a row", probabilities, values, Stalls.NONE),
                        ProbValueBlock.row(params, "again", probabilities, values, Stalls.NONE)));
        for (Beat sums : beats(trace, 0)) {
            assertEquals(16, sums.lane("out_sums", 0, params.sumBits()));
            assertEquals(9, sums.lane("out_sums", 1, params.sumBits()));
        }
        assertEquals(List.of(0, 1, 2, 3), taken(trace, 0));
        assertEquals(List.of(4, 6), given(trace, 0));
    }
}
