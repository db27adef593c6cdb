package tessera.hdl.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.models.block.ZeroEliminatorParams;
import tessera.models.golden.ZeroElimination;

/** The contract on the golden function. */
class ZeroEliminatorGoldenTest extends ZeroEliminatorContract {
    @Override
    List<Packed> run(ZeroEliminatorParams params, List<BenchCase> cases) {
        List<Packed> packed = new ArrayList<>();
        for (BenchCase one : cases) {
            for (Beat beat : one.inputs().get(0)) {
                long[] lanes = new long[params.lanes()];
                for (int lane = 0; lane < lanes.length; lane++) {
                    lanes[lane] = beat.lane("in_data", lane, params.laneBits());
                }
                long[] kept = ZeroElimination.packed(lanes, beat.number("in_mask"));
                packed.add(new Packed(Arrays.stream(kept).boxed().toList(), beat.number("in_last") == 1));
            }
        }
        return packed;
    }
}
