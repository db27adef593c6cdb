package tessera.hdl.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.hdl.tool.RequiresTool;
import tessera.hdl.tool.Tool;
import tessera.models.block.TokenImportanceParams;

@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class TokenImportanceTest extends StreamBlockContract {
    @Override
    List<BlockInstance> instances() {
        return List.of(
                TokenImportanceBlock.instance(new TokenImportanceParams(2, 1, 1, 2)),
                TokenImportanceBlock.instance(new TokenImportanceParams(5, 3, 6, 9)));
    }

    @ParameterizedTest
    @EnumSource
    void addsUpPerTokenAndHoldsAtTheTop(Level level) {
        // 4-bit sums: 7 + 7 + 7 = 21 is held at 15. Additions to one line in neighbouring cycles, read right after:
        // clear, add, add, add, read at cycles 0 to 4; the sums of a read come 2 cycles later.
        TokenImportanceParams params = new TokenImportanceParams(4, 2, 3, 4);
        TokenImportanceBlock.Operations operations =
                new TokenImportanceBlock.Operations(params, new SplittableRandom(1));
        operations.clear();
        operations.add(3, 0b11, new long[] {7, 1});
        operations.add(3, 0b11, new long[] {7, 1});
        operations.add(3, 0b01, new long[] {7, 5});
        operations.read(3);
        operations.clear();
        operations.read(3);
        PortTrace trace = run(
                level, TokenImportanceBlock.instance(params), List.of(operations.end("three on a line", Stalls.NONE)));
        assertEquals(15, beats(trace, 0).get(0).lane("out_sums", 0, 4));
        assertEquals(2, beats(trace, 0).get(0).lane("out_sums", 1, 4));
        assertEquals(0, beats(trace, 0).get(1).number("out_sums"));
        assertEquals(List.of(6, 8), given(trace, 0));
    }
}
