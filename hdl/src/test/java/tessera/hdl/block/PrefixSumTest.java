package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.PrefixSumParams;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class PrefixSumTest extends StreamBlockContract {
    @Override
    List<BlockInstance> instances() {
        return List.of(
                PrefixSumBlock.instance(new PrefixSumParams(2, 1, 1)),
                PrefixSumBlock.instance(new PrefixSumParams(8, 5, 2)),
                PrefixSumBlock.instance(new PrefixSumParams(4, 40, 6)));
    }

    @ParameterizedTest
    @EnumSource
    void addsUpTheLanesBelow(Level level) {
        // 3 1 4 1 -> 3, 3+1, 3+1+4, 3+1+4+1; two rows of adders, a register after each: 2 cycles.
        PrefixSumParams params = new PrefixSumParams(4, 3, 1);
        PortTrace trace = run(
                level,
                PrefixSumBlock.instance(params),
                List.of(PrefixSumBlock.packet(params, "pi", new long[][] {{3, 1, 4, 1}, {7, 7, 7, 7}}, Stalls.NONE)));
        long[][] sums = {{3, 4, 8, 9}, {7, 14, 21, 28}};
        for (int beat = 0; beat < 2; beat++) {
            for (int lane = 0; lane < 4; lane++) {
                assertEquals(sums[beat][lane], beats(trace, 0).get(beat).lane("out_sums", lane, 5));
            }
        }
        assertEquals(List.of(0, 1), taken(trace, 0));
        assertEquals(List.of(2, 3), given(trace, 0));
    }
}
