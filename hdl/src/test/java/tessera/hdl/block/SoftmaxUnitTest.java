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
import tessera.models.block.SoftmaxUnitParams;
import tessera.models.golden.FixedPointSoftmax.Scale;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class SoftmaxUnitTest extends StreamBlockContract {
    @Override
    List<BlockInstance> instances() {
        return List.of(
                SoftmaxUnitBlock.instance(new SoftmaxUnitParams(2, 1, 2)),
                SoftmaxUnitBlock.instance(new SoftmaxUnitParams(20, 4, 9)),
                SoftmaxUnitBlock.instance(new SoftmaxUnitParams(34, 2, 40)));
    }

    @ParameterizedTest
    @EnumSource
    void givesPowersOfTwoTheirShare(Level level) {
        // t = distance in whole powers of two (scale 2^15, shift -1 more than 16 - 1): 2^0, 2^-1, 2^-1 -> 1/2, 1/4,
        // 1/4.
        SoftmaxUnitParams params = new SoftmaxUnitParams(8, 2, 6);
        Scale whole = new Scale(1 << 15, 0);
        PortTrace trace = run(
                level,
                SoftmaxUnitBlock.instance(params),
                List.of(SoftmaxUnitBlock.row(params, "three", new long[] {6, 4, 4}, whole, Stalls.NONE)));
        assertEquals(2048, beats(trace, 0).get(0).lane("out_probabilities", 0, 12));
        assertEquals(1024, beats(trace, 0).get(0).lane("out_probabilities", 1, 12));
        assertEquals(1024, beats(trace, 0).get(1).lane("out_probabilities", 0, 12));
        // Row at 0, beats at 1 and 2; 2 + 28 cycles after the last one, then one a cycle.
        assertEquals(List.of(1, 2), taken(trace, 1));
        assertEquals(List.of(32, 33), given(trace, 0));
        assertEquals(30, params.latencyCycles(2));
    }
}
