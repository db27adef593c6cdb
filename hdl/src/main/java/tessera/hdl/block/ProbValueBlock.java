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
import tessera.models.block.ProbValueParams;
import tessera.models.golden.MatrixUnits;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.ProbValueModel;

/** The prob × V array: the probability-weighted sum of the value vectors of a row. */
public final class ProbValueBlock {
    public static final Block DESCRIPTION = new Block(
            ProbValueParams.BLOCK,
            "probability-weighted sum of the value vectors of a row; one beat a cycle",
            ProbValueParams.PARAMETERS,
            "2 + log2(vectors), from the last beat of a row",
            "SpAtten (HPCA 2021), prob x V module",
            Block.CHECKED,
            ProbValueBlock::instance);

    private static final int MOST_BEATS = 6;

    private ProbValueBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(ProbValueParams params) {
        return new BlockInstance(
                ProbValueParams.BLOCK,
                BlockParameter.values(
                        ProbValueParams.PARAMETERS,
                        params.headDim(),
                        params.vectors(),
                        params.probabilityBits(),
                        params.valueBits(),
                        params.capacity()),
                Design.of(ProbValueVerilog.module(params)),
                () -> new ProbValueModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(new ProbValueParams(
                values.get("head_dim"),
                values.get("vectors"),
                values.get("probability_bits"),
                values.get("value_bits"),
                values.get("capacity")));
    }

    /** The extremes, one of them over the whole capacity; then random rows. */
    private static BenchCase caseAt(ProbValueParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        int most = Math.min(params.capacity(), MOST_BEATS * params.vectors());
        int count = index < 2 ? Math.min(params.capacity(), 1024) : 1 + random.nextInt(most);
        int kind = index < 4 ? 1 + index % 2 : 0;
        long[] probabilities = Numbers.unsigned(random, count, params.probabilityBits(), index < 4 ? 2 : 0);
        long[][] values = new long[count][];
        for (int i = 0; i < count; i++) {
            values[i] = Numbers.signed(random, params.headDim(), params.valueBits(), kind);
        }
        return row(params, count + " vectors", probabilities, values, Stalls.byTurns(index / 4));
    }

    /** A row with the golden function's sums. */
    public static BenchCase row(
            ProbValueParams params, String description, long[] probabilities, long[][] values, Stalls stalls) {
        BlockPorts ports = ProbValueModel.ports(params);
        List<Beat> inputs = new ArrayList<>();
        for (int first = 0; first < values.length; first += params.vectors()) {
            int count = Math.min(params.vectors(), values.length - first);
            long[] weights = new long[count];
            long[] elements = new long[count * params.headDim()];
            for (int i = 0; i < count; i++) {
                weights[i] = probabilities[first + i];
                System.arraycopy(values[first + i], 0, elements, i * params.headDim(), params.headDim());
            }
            inputs.add(new Beat(ports.inputs().get(0))
                    .with("in_last", first + count == values.length ? 1 : 0)
                    .with("in_mask", (1L << count) - 1)
                    .withLanes("in_probabilities", params.probabilityBits(), weights)
                    .withLanes("in_values", params.valueBits(), elements));
        }
        Beat sums = new Beat(ports.outputs().get(0))
                .withLanes("out_sums", params.sumBits(), MatrixUnits.weightedSum(probabilities, values));
        return new BenchCase(description, List.of(inputs), List.of(List.of(sums)), stalls);
    }
}
