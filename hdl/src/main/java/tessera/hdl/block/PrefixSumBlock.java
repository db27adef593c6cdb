package tessera.hdl.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.BlockParameter;
import tessera.models.block.PrefixSumParams;
import tessera.models.golden.PrefixSum;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.PortBits;
import tessera.sim.block.PrefixSumModel;

/** The prefix sum: running sums over the lanes of each beat. */
public final class PrefixSumBlock {
    public static final Block DESCRIPTION = new Block(
            PrefixSumParams.BLOCK,
            "running sums over the lanes of each beat; one beat a cycle",
            PrefixSumParams.PARAMETERS,
            "ceil(log2(lanes) / layers_per_stage)",
            "SpAtten (HPCA 2021), prefix sum of the zero eliminator",
            Block.CHECKED,
            PrefixSumBlock::instance);

    private static final int MOST_BEATS = 6;

    private PrefixSumBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(PrefixSumParams params) {
        return new BlockInstance(
                PrefixSumParams.BLOCK,
                BlockParameter.values(
                        PrefixSumParams.PARAMETERS, params.lanes(), params.laneBits(), params.layersPerStage()),
                Design.of(PrefixSumVerilog.module(params)),
                () -> new PrefixSumModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(
                new PrefixSumParams(values.get("lanes"), values.get("lane_bits"), values.get("layers_per_stage")));
    }

    /** All ones, all zeros, one word in one lane, then random words. */
    private static BenchCase caseAt(PrefixSumParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        long[][] beats = new long[1 + random.nextInt(MOST_BEATS)][params.lanes()];
        long most = PortBits.mask(params.laneBits());
        for (long[] words : beats) {
            for (int lane = 0; lane < words.length; lane++) {
                words[lane] = switch (index) {
                    case 0 -> most;
                    case 1 -> 0;
                    case 2 -> lane == 0 ? most : 0;
                    case 3 -> lane == params.lanes() - 1 ? most : 0;
                    default -> random.nextLong() & most;
                };
            }
        }
        return packet(params, beats.length + " beats", beats, Stalls.byTurns(index / 4));
    }

    /** A packet of beats with the golden function's answers. */
    public static BenchCase packet(PrefixSumParams params, String description, long[][] beats, Stalls stalls) {
        BlockPorts ports = PrefixSumModel.ports(params);
        List<Beat> inputs = new ArrayList<>();
        List<Beat> expected = new ArrayList<>();
        for (int i = 0; i < beats.length; i++) {
            int last = i + 1 == beats.length ? 1 : 0;
            inputs.add(new Beat(ports.inputs().get(0))
                    .with("in_last", last)
                    .withLanes("in_data", params.laneBits(), beats[i]));
            expected.add(new Beat(ports.outputs().get(0))
                    .with("out_last", last)
                    .withLanes("out_sums", params.sumBits(), PrefixSum.inclusive(beats[i])));
        }
        return new BenchCase(description, List.of(inputs), List.of(expected), stalls);
    }
}
