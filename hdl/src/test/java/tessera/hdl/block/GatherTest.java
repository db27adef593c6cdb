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
import tessera.models.block.CrossbarParams;
import tessera.models.block.GatherAddressesParams;

/** Address generator and crossbar. */
@Tag("verilator")
@RequiresTool({Tool.VERILATOR, Tool.CXX})
class GatherTest extends StreamBlockContract {
    @Override
    List<BlockInstance> instances() {
        return List.of(
                GatherAddressesBlock.instance(new GatherAddressesParams(1, 1, 8, 1, 1)),
                GatherAddressesBlock.instance(new GatherAddressesParams(3, 5, 20, 16, 3)),
                CrossbarBlock.instance(new CrossbarParams(2, 2, 1)),
                CrossbarBlock.instance(new CrossbarParams(5, 3, 70)));
    }

    @ParameterizedTest
    @EnumSource
    void cutsVectorsIntoBursts(Level level) {
        // Vectors of 3 bursts of 16 bytes: vector 2 lies at 1000 + 96, vector 5 at 1000 + 240. Base at 0, indices at 1.
        GatherAddressesParams params = new GatherAddressesParams(2, 4, 16, 16, 3);
        PortTrace trace = run(
                level,
                GatherAddressesBlock.instance(params),
                List.of(GatherAddressesBlock.row(params, "two", 1000, new long[] {2, 5}, Stalls.NONE)));
        for (int burst = 0; burst < 3; burst++) {
            assertEquals(1096 + 16 * burst, beats(trace, 0).get(burst).lane("out_addresses", 0, 16));
            assertEquals(1240 + 16 * burst, beats(trace, 0).get(burst).lane("out_addresses", 1, 16));
            assertEquals(burst == 2 ? 1 : 0, beats(trace, 0).get(burst).number("out_last"));
        }
        assertEquals(List.of(2, 3, 4), given(trace, 0));
    }

    @ParameterizedTest
    @EnumSource
    void inputsThatWantTheSameOutputTakeTurns(Level level) {
        // Three inputs with two beats each for output 1: served 0, 1, 2, 0, 1, 2, one a cycle, a cycle later.
        CrossbarParams params = new CrossbarParams(3, 2, 8);
        int[] both = {1, 1};
        PortTrace trace = run(
                level,
                CrossbarBlock.instance(params),
                List.of(CrossbarBlock.traffic(
                        params, "all to one", List.of(both, both, both), new SplittableRandom(1), Stalls.NONE)));
        assertEquals(
                List.of(0L, 1L, 2L, 0L, 1L, 2L),
                beats(trace, 1).stream().map(beat -> beat.number("out1_source")).toList());
        assertEquals(List.of(1, 2, 3, 4, 5, 6), given(trace, 1));
    }
}
