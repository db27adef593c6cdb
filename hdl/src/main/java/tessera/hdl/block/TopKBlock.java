package tessera.hdl.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.PackedStream;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.TopKBlockParams;
import tessera.models.golden.TopK;
import tessera.models.machine.TopKParams;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.PortBits;
import tessera.sim.block.StreamPorts;
import tessera.sim.block.TopKModel;
import tessera.sim.block.TopKPorts;

/** The two top-k engines: one interface, one set of cases, two ways to find the k-th largest score. */
public final class TopKBlock {
    /** The radix engine. */
    public static final Block RADIX = new Block(
            TopKBlockParams.RADIX,
            "indices of the k largest scores, ties to the lowest index; digit by digit, the time depends on n only",
            TopKBlockParams.RADIX_PARAMETERS,
            "2 + (ceil(score_bits / digit_bits) - 1) (ceil(n / lanes) + 1)",
            "radix selection by digit counts, ours; filter pass as in SpAtten (HPCA 2021), section IV-B",
            "golden = cycle model = RTL, cycle for cycle, under Verilator; lint-clean in Verilator, Icarus and Yosys",
            TopKBlock::radix);

    /** The quick-select engine. */
    public static final Block QUICK = new Block(
            TopKBlockParams.QUICK,
            "the same by quick-select, SpAtten's structure repaired: the time depends on the scores",
            TopKBlockParams.QUICK_PARAMETERS,
            "2 + sum over rounds of (ceil(live scores / lanes) + " + TopKParams.RTL_ROUND_OVERHEAD_CYCLES + ")",
            "SpAtten (HPCA 2021), section IV-B; the released RTL's faults repaired",
            "golden = cycle model = RTL, cycle for cycle, under Verilator; lint-clean in Verilator, Icarus and Yosys",
            TopKBlock::quick);

    private final TopKParams params;
    private final StreamPorts in;
    private final StreamPorts out;
    private final StreamPorts keep;

    private TopKBlock(TopKParams params) {
        BlockPorts ports = TopKPorts.of(params);
        this.params = params;
        this.in = ports.inputs().get(0);
        this.out = ports.outputs().get(0);
        this.keep = ports.outputs().get(1);
    }

    private static BlockInstance radix(Map<String, Integer> values) {
        return radix(TopKBlockParams.radix(
                values.get("capacity"), values.get("lanes"), values.get("score_bits"), values.get("digit_bits")));
    }

    /** The radix engine of these parameters. */
    public static BlockInstance radix(TopKParams params) {
        Map<String, Integer> values = values(params);
        values.put("digit_bits", params.digitBits());
        return new BlockInstance(
                RADIX.name(),
                values,
                Design.of(TopKRadixVerilog.module(params)),
                () -> TopKModel.of(params),
                new TopKBlock(params)::caseAt,
                packed(params));
    }

    private static BlockInstance quick(Map<String, Integer> values) {
        return quick(TopKBlockParams.quick(values.get("capacity"), values.get("lanes"), values.get("score_bits")));
    }

    /** The quick-select engine of these parameters. */
    public static BlockInstance quick(TopKParams params) {
        return new BlockInstance(
                QUICK.name(),
                values(params),
                Design.of(TopKQuickVerilog.module(params)),
                () -> TopKModel.of(params),
                new TopKBlock(params)::caseAt,
                packed(params));
    }

    private static List<PackedStream> packed(TopKParams params) {
        return List.of(
                new PackedStream("keep", "keep_count", "keep_index", TopKBlockParams.indexBits(params), "keep_last"));
    }

    private static Map<String, Integer> values(TopKParams params) {
        Map<String, Integer> values = new LinkedHashMap<>();
        values.put("capacity", params.capacity());
        values.put("lanes", params.lanes());
        values.put("score_bits", params.scoreBits());
        return values;
    }

    /** One request with the answers of the golden function. */
    public static BenchCase request(TopKParams params, String description, long[] scores, int k, Stalls stalls) {
        return new TopKBlock(params).request(description, scores, k, stalls, new SplittableRandom(k));
    }

    /** The first ones are directed: each length, k and kind of scores that has gone wrong in some engine before. */
    private BenchCase caseAt(long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        int capacity = params.capacity();
        Stalls stalls = Stalls.byTurns(index / 3);
        int scoreCount = switch (index % 8) {
            case 0 -> capacity;
            case 1 -> 1;
            case 2 -> Math.min(capacity, params.lanes());
            case 3 -> Math.min(capacity, params.lanes() + 1);
            // Many short requests: most faults need few rows, and more of them fit into the time.
            case 4, 5, 6 -> 1 + random.nextInt(Math.min(capacity, 6 * params.lanes()));
            default -> 1 + random.nextInt(capacity);
        };
        int k = switch (index % 11) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> scoreCount;
            case 3 -> (1 << TopKBlockParams.countBits(params)) - 1;
            case 4 -> Math.max(0, scoreCount - 1);
            case 5 -> Math.min(capacity, scoreCount + 1);
            default -> random.nextInt(scoreCount + 1);
        };
        TopKScores kind = TopKScores.byTurns(index / 2);
        return request(
                scoreCount + " " + kind.words() + ", k = " + k,
                kind.scores(scoreCount, params.scoreBits(), random),
                k,
                stalls,
                random);
    }

    private BenchCase request(String description, long[] scores, int k, Stalls stalls, SplittableRandom random) {
        TopK.Answer answer = TopK.answer(scores, k);
        Beat result = new Beat(out)
                .with("out_greater", answer.greaterCount())
                .with("out_keep_equal", answer.keepEqualCount());
        if (k > 0) {
            result.with("out_threshold", answer.threshold());
        }
        return new BenchCase(
                description,
                List.of(inputBeats(scores, k, random)),
                List.of(List.of(result), keepBeats(TopK.filter(scores, answer), params.rows(scores.length))),
                stalls);
    }

    /** What a beat carries beyond the request is noise: unused lanes, and k after the first beat. */
    private List<Beat> inputBeats(long[] scores, int k, SplittableRandom random) {
        List<Beat> beats = new ArrayList<>();
        int lanes = params.lanes();
        for (int first = 0; first < scores.length; first += lanes) {
            int count = Math.min(lanes, scores.length - first);
            long[] words = random.longs(lanes)
                    .map(word -> word & PortBits.mask(params.scoreBits()))
                    .toArray();
            System.arraycopy(scores, first, words, 0, count);
            int noise = random.nextInt(1 << TopKBlockParams.countBits(params));
            beats.add(new Beat(in)
                    .with("in_last", first + lanes >= scores.length ? 1 : 0)
                    .with("in_mask", PortBits.mask(count))
                    .with("k", first == 0 ? k : noise)
                    .withLanes("in_scores", params.scoreBits(), words));
        }
        return beats;
    }

    /** A beat for each row that keeps anything, and one for the last row in any case. */
    private List<Beat> keepBeats(int[] kept, int rows) {
        List<Beat> beats = new ArrayList<>();
        int next = 0;
        for (int row = 0; row < rows; row++) {
            int first = next;
            while (next < kept.length && kept[next] / params.lanes() == row) {
                next++;
            }
            boolean isLast = row + 1 == rows;
            if (next > first || isLast) {
                beats.add(new Beat(keep)
                        .with("keep_last", isLast ? 1 : 0)
                        .with("keep_count", next - first)
                        .withLanes(
                                "keep_index",
                                TopKBlockParams.indexBits(params),
                                Arrays.stream(kept, first, next).asLongStream().toArray()));
            }
        }
        return beats;
    }
}
