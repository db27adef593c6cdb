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
import tessera.models.block.DotProductParams;
import tessera.models.golden.MatrixUnits;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.DotProductModel;

/** The dot-product array: scores of one query with the keys of a row. */
public final class DotProductBlock {
    public static final Block DESCRIPTION = new Block(
            DotProductParams.BLOCK,
            "dot products of one query with the keys of a row; one beat of keys a cycle",
            DotProductParams.PARAMETERS,
            "1 + ceil(ceil(log2(head_dim)) / levels_per_stage); a row of r beats occupies it for r + 1 cycles",
            "SpAtten (HPCA 2021), Q x K module",
            Block.CHECKED,
            DotProductBlock::instance);

    private static final int MOST_BEATS = 6;

    private DotProductBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(DotProductParams params) {
        return new BlockInstance(
                DotProductParams.BLOCK,
                BlockParameter.values(
                        DotProductParams.PARAMETERS,
                        params.headDim(),
                        params.keys(),
                        params.queryBits(),
                        params.keyBits(),
                        params.levelsPerStage()),
                Design.of(DotProductVerilog.module(params)),
                () -> new DotProductModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(new DotProductParams(
                values.get("head_dim"),
                values.get("keys"),
                values.get("query_bits"),
                values.get("key_bits"),
                values.get("levels_per_stage")));
    }

    /** The extremes of both operands first, whose sums are the largest and the smallest; then random ones. */
    private static BenchCase caseAt(DotProductParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        long[] query = Numbers.signed(random, params.headDim(), params.queryBits(), index < 4 ? 1 + index % 2 : 0);
        long[][] keys = new long[1 + random.nextInt(MOST_BEATS * params.keys())][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Numbers.signed(random, params.headDim(), params.keyBits(), index < 4 ? 1 + index / 2 : 0);
        }
        return row(params, keys.length + " keys", query, keys, Stalls.byTurns(index / 4));
    }

    /** One query and its keys, with the golden function's scores. */
    public static BenchCase row(
            DotProductParams params, String description, long[] query, long[][] keys, Stalls stalls) {
        BlockPorts ports = DotProductModel.ports(params);
        List<Beat> keyBeats = new ArrayList<>();
        List<Beat> expected = new ArrayList<>();
        for (int first = 0; first < keys.length; first += params.keys()) {
            int count = Math.min(params.keys(), keys.length - first);
            long last = first + count == keys.length ? 1 : 0;
            long[] elements = new long[count * params.headDim()];
            long[] scores = new long[count];
            for (int i = 0; i < count; i++) {
                System.arraycopy(keys[first + i], 0, elements, i * params.headDim(), params.headDim());
                scores[i] = MatrixUnits.dot(query, keys[first + i]);
            }
            long mask = (1L << count) - 1;
            keyBeats.add(new Beat(ports.inputs().get(1))
                    .with("key_last", last)
                    .with("key_mask", mask)
                    .withLanes("key_data", params.keyBits(), elements));
            expected.add(new Beat(ports.outputs().get(0))
                    .with("score_last", last)
                    .with("score_mask", mask)
                    .withLanes("score_data", params.scoreBits(), scores));
        }
        Beat queryBeat = new Beat(ports.inputs().get(0)).withLanes("query_data", params.queryBits(), query);
        return new BenchCase(description, List.of(List.of(queryBeat), keyBeats), List.of(expected), stalls);
    }
}
