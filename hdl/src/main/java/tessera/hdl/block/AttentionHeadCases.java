package tessera.hdl.block;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.models.block.AttentionHeadParams;
import tessera.models.block.BlockParameter;
import tessera.models.golden.AttentionHeadRow;
import tessera.models.golden.FixedPointSoftmax.Scale;
import tessera.models.golden.Importance;
import tessera.sim.block.AttentionControlModel;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.PortBits;

/** Rows for the attention head, with what the golden functions say about them. */
public final class AttentionHeadCases {
    private static final int MOST_KEYS = 20;
    private static final int BITS = AttentionHeadParams.ELEMENT_BITS;

    private AttentionHeadCases() {}

    /**
     * Rows of few keys and of the whole capacity, sharp and flat; with thresholds that ask for lower slices or do not; and two
     * rows of one head, whose total goes on.
     */
    static BenchCase caseAt(AttentionHeadParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        int most = Math.min(params.capacity(), MOST_KEYS);
        int head = random.nextInt(params.heads());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < (index % 4 == 3 ? 2 : 1); i++) {
            int keys = switch (index) {
                case 0 -> 1;
                case 1 -> params.capacity();
                default -> 1 + random.nextInt(most);
            };
            int kept = index % 5 == 2 ? keys : 1 + random.nextInt(keys);
            int threshold = index % 3 == 0 ? 0 : random.nextInt(index % 3 == 1 ? 2048 : 4096);
            rows.add(randomRow(params, random, keys, threshold, kept, head));
        }
        String description = rows.stream()
                .map(row -> row.keys().length + " keys, " + row.keptCount() + " kept, threshold " + row.threshold())
                .collect(Collectors.joining("; "));
        return rows(params, description, rows, random, Stalls.byTurns(index / 4));
    }

    private static Row randomRow(
            AttentionHeadParams params, SplittableRandom random, int keys, int threshold, int kept, int head) {
        long[][] key = new long[keys][];
        long[][] value = new long[keys][];
        for (int i = 0; i < keys; i++) {
            key[i] = Numbers.signed(random, params.headDim(), BITS, 0);
            value[i] = Numbers.signed(random, params.headDim(), BITS, 0);
        }
        long[] query = Numbers.signed(random, params.headDim(), BITS, 0);
        // Scores are of the order 2^(2 · 11 - 2) √headDim; from flat to sharp.
        double unit = Math.scalb(1.0, -20) / Math.sqrt(params.headDim());
        Scale scale = Scale.of(unit * (0.1 + 4 * random.nextDouble()));
        return new Row(query, key, value, scale, threshold, kept, head);
    }

    /**
     * A query with its keys and values, as integers.
     *
     * @param threshold in units of 2^−12
     */
    @SuppressWarnings("ArrayRecordComponent") // Made and read once, for a test case.
    public record Row(
            long[] query, long[][] keys, long[][] values, Scale scale, int threshold, int keptCount, int head) {}

    /** One row with what the golden functions say; token indices are random. */
    public static BenchCase row(
            AttentionHeadParams params, String description, Row row, SplittableRandom random, Stalls stalls) {
        return rows(params, description, List.of(row), random, stalls);
    }

    /** Rows of one head, one after the other: the first clears the head's total. */
    private static BenchCase rows(
            AttentionHeadParams params, String description, List<Row> rows, SplittableRandom random, Stalls stalls) {
        BlockPorts ports = AttentionHeadBlock.plan(params).ports();
        List<List<Beat>> inputs = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<List<Beat>> outputs = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long total = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            BlockParameter.require(
                    AttentionHeadParams.BLOCK,
                    row.threshold() >= 0 && row.threshold() < 1 << 12 && keptIsLegal(params, row),
                    "a row of " + row.keys().length + " keys, " + row.keptCount() + " kept, threshold "
                            + row.threshold() + ", must have 1 to " + params.capacity()
                            + " keys, keep 1 to all of them, threshold 0 to 4095");
            AttentionHeadRow answer = AttentionHeadRow.attend(
                    row.query(),
                    row.keys(),
                    row.values(),
                    params.lsbBits(),
                    row.scale(),
                    row.threshold(),
                    row.keptCount());
            inputs.get(0).add(start(ports, row, i == 0));
            memory(params, ports, row, answer, random, inputs, outputs);
            outputs.get(2)
                    .add(new Beat(ports.outputs().get(2))
                            .withLanes("output_data", params.probValue().sumBits(), answer.output()));
            total += Importance.headSum(answer.output());
            outputs.get(3)
                    .add(new Beat(ports.outputs().get(3))
                            .with("head_index", row.head())
                            .with("head_total", total));
        }
        return new BenchCase(description, inputs, outputs, stalls);
    }

    private static Beat start(BlockPorts ports, Row row, boolean clears) {
        return new Beat(ports.inputs().get(0))
                .withLanes("row_query", BITS, row.query())
                .with("row_keys", row.keys().length)
                .with("row_keep", row.keptCount())
                .with("row_scale", row.scale().mantissa())
                .with("row_shift", row.scale().shift())
                .with("row_threshold", row.threshold())
                .with("row_head", row.head())
                .with("row_clear", clears ? 1 : 0);
    }

    /** Tokens and what the memory answers; what is asked of it, and the importances. */
    private static void memory(
            AttentionHeadParams params,
            BlockPorts ports,
            Row row,
            AttentionHeadRow answer,
            SplittableRandom random,
            List<List<Beat>> inputs,
            List<List<Beat>> outputs) {
        int keys = row.keys().length;
        long[] tokens = Numbers.unsigned(random, keys, params.tokenBits(), 0);
        List<Beat> requests = outputs.get(0);
        List<Beat> answers = inputs.get(2);
        for (int i = 0; i < keys; i++) {
            inputs.get(1).add(new Beat(ports.inputs().get(1)).with("key_token", tokens[i]));
            requests.add(request(ports, AttentionControlModel.KEY_MSB, tokens[i]));
            answers.add(slices(params, ports, row.keys()[i], true));
            outputs.get(1)
                    .add(new Beat(ports.outputs().get(1))
                            .with("importance_last", i + 1 == keys ? 1 : 0)
                            .with("importance_token", tokens[i])
                            .with("importance_amount", answer.probabilities()[i]));
        }
        for (int i = 0; i < keys && answer.isRefetched(); i++) {
            requests.add(request(ports, AttentionControlModel.KEY_LSB, tokens[i]));
            answers.add(slices(params, ports, row.keys()[i], false));
        }
        for (int position : answer.keptPositions()) {
            requests.add(request(ports, AttentionControlModel.VALUE, tokens[position]));
            answers.add(new Beat(ports.inputs().get(2)).withLanes("response_data", BITS, row.values()[position]));
        }
    }

    private static boolean keptIsLegal(AttentionHeadParams params, Row row) {
        int keys = row.keys().length;
        return keys >= 1 && keys <= params.capacity() && row.keptCount() >= 1 && row.keptCount() <= keys;
    }

    private static Beat request(BlockPorts ports, int kind, long token) {
        return new Beat(ports.outputs().get(0)).with("request_kind", kind).with("request_token", token);
    }

    private static Beat slices(AttentionHeadParams params, BlockPorts ports, long[] key, boolean isUpper) {
        int bits = isUpper ? params.msbBits() : params.lsbBits();
        long[] slices = new long[key.length];
        for (int d = 0; d < key.length; d++) {
            slices[d] = (isUpper ? key[d] >> params.lsbBits() : key[d]) & PortBits.mask(bits);
        }
        return new Beat(ports.inputs().get(2)).withLanes("response_data", bits, slices);
    }
}
