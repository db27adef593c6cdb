package tessera.hdl.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.BlockParameter;
import tessera.models.block.SoftmaxUnitParams;
import tessera.models.golden.FixedPointSoftmax;
import tessera.models.golden.FixedPointSoftmax.Scale;
import tessera.models.golden.FixedSoftmax;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.PortBits;
import tessera.sim.block.SoftmaxUnitModel;

/** The fixed-point softmax. */
public final class SoftmaxUnitBlock {
    public static final Block DESCRIPTION = new Block(
            SoftmaxUnitParams.BLOCK,
            "probabilities of a row of scores, fixed-point, within one step of 2^-12 of the exact ones",
            SoftmaxUnitParams.PARAMETERS,
            "b + 28 from the last of b beats to the first probabilities, then one beat a cycle",
            "SpAtten (HPCA 2021), section IV-D, for the steps; fixed-point design ours",
            Block.CHECKED,
            SoftmaxUnitBlock::instance);

    private static final int MOST_SCORES = 24;

    private SoftmaxUnitBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(SoftmaxUnitParams params) {
        return new BlockInstance(
                SoftmaxUnitParams.BLOCK,
                BlockParameter.values(
                        SoftmaxUnitParams.PARAMETERS, params.capacity(), params.lanes(), params.scoreBits()),
                Design.of(SoftmaxUnitVerilog.module(params)),
                () -> new SoftmaxUnitModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(new SoftmaxUnitParams(values.get("capacity"), values.get("lanes"), values.get("score_bits")));
    }

    /** One score; a full row of equal ones; the widest distance; a sorted row; then random scores and scales. */
    private static BenchCase caseAt(SoftmaxUnitParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        int few = Math.min(params.capacity(), MOST_SCORES);
        int count = index == 0 ? 1 : index == 1 || index % 500 == 499 ? params.capacity() : 1 + random.nextInt(few);
        int bits = params.scoreBits();
        long most = PortBits.mask(bits - 1);
        // From scores that hardly differ to the whole range.
        int spread = Math.min(bits, 1 + random.nextInt(bits));
        long[] scores = new long[count];
        for (int i = 0; i < count; i++) {
            scores[i] = switch (index) {
                case 0, 1 -> most;
                case 2 -> i == 0 ? most : -most - 1;
                default -> random.nextLong() >> (Long.SIZE - spread);
            };
        }
        if (index % 7 == 3) {
            Arrays.sort(scores);
        }
        // 2^-shift takes the spread to a few units of t: 16 bits of mantissa and of fraction.
        int shift = index == 2 ? 0 : Math.max(0, Math.min(63, spread + 16 - random.nextInt(8) - 16));
        Scale scale = new Scale(index == 2 ? 65535 : random.nextInt(1 << 16), shift);
        return row(params, count + " scores", scores, scale, Stalls.byTurns(index / 4));
    }

    /** A row with the golden function's probabilities. */
    public static BenchCase row(
            SoftmaxUnitParams params, String description, long[] scores, Scale scale, Stalls stalls) {
        BlockPorts ports = SoftmaxUnitModel.ports(params);
        int[] probabilities = FixedPointSoftmax.probabilities(scores, scale);
        List<Beat> inputs = new ArrayList<>();
        List<Beat> expected = new ArrayList<>();
        for (int first = 0; first < scores.length; first += params.lanes()) {
            int count = Math.min(params.lanes(), scores.length - first);
            int last = first + count == scores.length ? 1 : 0;
            long[] given = new long[count];
            for (int i = 0; i < count; i++) {
                given[i] = probabilities[first + i];
            }
            inputs.add(new Beat(ports.inputs().get(1))
                    .with("in_last", last)
                    .with("in_mask", PortBits.mask(count))
                    .withLanes("in_scores", params.scoreBits(), Arrays.copyOfRange(scores, first, first + count)));
            expected.add(new Beat(ports.outputs().get(0))
                    .with("out_last", last)
                    .with("out_mask", PortBits.mask(count))
                    .withLanes("out_probabilities", FixedSoftmax.FRACTION_BITS, given));
        }
        Beat row = new Beat(ports.inputs().get(0))
                .with("row_scale", scale.mantissa())
                .with("row_shift", scale.shift());
        return new BenchCase(description, List.of(List.of(row), inputs), List.of(expected), stalls);
    }
}
