package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.hdl.block.HeadImportanceBlock.Row;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.HeadImportanceParams;
import tessera.traces.check.InputException;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class HeadImportanceTest extends StreamBlockContract {
    @Override
    List<BlockInstance> instances() {
        return List.of(
                HeadImportanceBlock.instance(new HeadImportanceParams(2, 1, 2, 3)),
                HeadImportanceBlock.instance(new HeadImportanceParams(5, 3, 6, 12)));
    }

    @ParameterizedTest
    @EnumSource
    void addsAbsoluteValuesToTheHeadsTotal(Level level) {
        // |-8| + |7| + |-1| + |0| = 16; again for the same head: 32; then 3 + 3 for another one.
        HeadImportanceParams params = new HeadImportanceParams(4, 2, 4, 10);
        long[][] row = {{-8, 7}, {-1, 0}};
        PortTrace trace = run(
                level,
                HeadImportanceBlock.instance(params),
                List.of(HeadImportanceBlock.rows(
                        params,
                        "three rows",
                        List.of(new Row(2, true, row), new Row(2, false, row), new Row(1, false, new long[][] {{3, -3}
                        })),
                        Stalls.NONE)));
        assertEquals(16, beats(trace, 0).get(0).number("out_total"));
        assertEquals(32, beats(trace, 0).get(1).number("out_total"));
        assertEquals(6, beats(trace, 0).get(2).number("out_total"));
        assertEquals(1, beats(trace, 0).get(2).number("out_head"));
        // Last beats at 1, 3 and 4; four stages.
        assertEquals(List.of(5, 7, 8), given(trace, 0));
    }

    @Test
    void aTotalMustHoldMoreThanABeat() {
        assertEquals(
                "head-importance: total_bits = 9, must be above 9 (element_bits + ceil(log2(lanes)): the sum of one beat)",
                assertThrows(InputException.class, () -> new HeadImportanceParams(4, 2, 8, 9))
                        .getMessage());
    }
}
