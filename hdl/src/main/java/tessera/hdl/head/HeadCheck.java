package tessera.hdl.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.Difference;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stalls;
import tessera.hdl.bench.Stimulus;
import tessera.hdl.bench.TraceComparison;
import tessera.hdl.block.AttentionHeadBlock;
import tessera.hdl.block.AttentionHeadCases;
import tessera.hdl.block.AttentionHeadCases.Row;
import tessera.hdl.block.BlockInstance;
import tessera.hdl.run.BuildCache;
import tessera.hdl.run.Simulator;
import tessera.hdl.tool.Tool;
import tessera.models.block.AttentionHeadParams;
import tessera.models.golden.AttentionHeadRow;
import tessera.models.golden.CascadeReplay;
import tessera.models.golden.FixedPointSoftmax.Scale;
import tessera.models.golden.KeepSchedule;
import tessera.models.golden.QuantisedHead;
import tessera.models.golden.RowPrecision;
import tessera.sim.block.StreamPorts;
import tessera.traces.check.InputException;
import tessera.traces.trace.AttentionTrace;

/**
 * Rows (one query of one head) of a trace through the verilated attention head: outputs and importances bit for bit against
 * the golden functions, every port in every cycle against the cycle model, and the cycles of each row against the formula.
 */
public final class HeadCheck {
    private static final int MOST_KEYS = 1024;
    private static final int MSB_BITS = 8;
    private static final int TOKEN_BITS = 16;
    private static final double THRESHOLD = 0.1;

    /**
     * One row.
     *
     * @param cycles from the accepted row to its output, with a memory that answers at once
     * @param leastCycles by the formula, kept keys in as few groups of four as they fit in
     * @param mostCycles by the formula, kept keys anywhere
     */
    public record RowResult(
            int layer,
            int head,
            int query,
            int keys,
            int kept,
            boolean isRefetched,
            int cycles,
            int leastCycles,
            int mostCycles,
            Optional<Difference> difference) {
        /** Whether nothing differs and the cycles keep to the formula. */
        public boolean isRight() {
            return difference.isEmpty() && cycles >= leastCycles && cycles <= mostCycles;
        }
    }

    private final AttentionTrace trace;
    private final AttentionHeadParams params;
    private final double valueKeepRatio;
    private final RowPrecision precision = new RowPrecision(12, MSB_BITS, 12 - MSB_BITS, 12, THRESHOLD);

    private HeadCheck(AttentionTrace trace, double valueKeepRatio) {
        if (trace.headDim() < 2 || trace.headDim() > 128 || trace.keyCount() > MOST_KEYS) {
            throw new InputException(
                    "the attention head in Verilog takes 2 to 128 elements a vector and up to " + MOST_KEYS
                            + " keys a row, the trace has " + trace.headDim() + " and " + trace.keyCount()
                            + "; use a smaller trace or a slice of it");
        }
        this.trace = trace;
        this.valueKeepRatio = valueKeepRatio;
        int capacity = Math.max(8, (trace.keyCount() + 3) / 4 * 4);
        this.params = new AttentionHeadParams(
                capacity, trace.headDim(), MSB_BITS, TOKEN_BITS, Math.max(2, Math.min(256, trace.headCount())));
    }

    /**
     * Checks some rows; a missing Verilator is a ToolException.
     *
     * @param rows how many, drawn at random
     * @param valueKeepRatio share of the keys whose values are used, above 0
     */
    public static List<RowResult> run(
            AttentionTrace trace, int rows, double valueKeepRatio, long seed, BuildCache cache) {
        Tool.VERILATOR.require();
        return new HeadCheck(trace, valueKeepRatio).run(rows, seed, cache);
    }

    private List<RowResult> run(int rows, long seed, BuildCache cache) {
        BlockInstance block = AttentionHeadBlock.instance(params);
        SplittableRandom random = new SplittableRandom(seed);
        List<RowResult> results = new ArrayList<>();
        try (Simulator simulator = Simulator.start(block.design(), block.ports(), cache, seed)) {
            for (int i = 0; i < rows; i++) {
                int layer = random.nextInt(trace.layerCount());
                int head = random.nextInt(trace.headCount());
                int query = random.nextInt(trace.queryCount());
                if (trace.shape().visibleKeys(query) == 0) {
                    query = trace.queryCount() - 1;
                }
                Row row = row(layer, head, query);
                BenchCase one = AttentionHeadCases.row(params, "row " + i, row, random, Stalls.NONE);
                PortTrace expected = Stimulus.record(block.model().get(), List.of(one), seed + i);
                PortTrace actual = simulator.replay(expected);
                Optional<Difference> difference = TraceComparison.earlier(
                        TraceComparison.cycleByCycle(expected, actual),
                        TraceComparison.beatByBeat(actual, List.of(one)));
                results.add(result(layer, head, query, row, actual, difference));
            }
        }
        return results;
    }

    private Row row(int layer, int head, int query) {
        QuantisedHead quantised = CascadeReplay.quantised(trace, layer, head, precision);
        int keys = trace.shape().visibleKeys(query);
        int kept = KeepSchedule.keptCount(keys, valueKeepRatio);
        return new Row(
                vector(quantised.queries(), query),
                vectors(quantised.keys(), keys),
                vectors(quantised.values(), keys),
                Scale.of(quantised.scoreScale()),
                (int) Math.round(THRESHOLD * 4096),
                Math.max(1, Math.min(kept, keys)),
                head % params.heads());
    }

    private long[][] vectors(int[] tensor, int count) {
        long[][] vectors = new long[count][];
        for (int i = 0; i < count; i++) {
            vectors[i] = vector(tensor, i);
        }
        return vectors;
    }

    private long[] vector(int[] tensor, int index) {
        int dim = trace.headDim();
        return Arrays.stream(tensor, index * dim, (index + 1) * dim)
                .asLongStream()
                .toArray();
    }

    private RowResult result(
            int layer, int head, int query, Row row, PortTrace actual, Optional<Difference> difference) {
        boolean isRefetched = AttentionHeadRow.attend(
                        row.query(),
                        row.keys(),
                        row.values(),
                        params.lsbBits(),
                        row.scale(),
                        row.threshold(),
                        row.keptCount())
                .isRefetched();
        int keys = row.keys().length;
        int kept = row.keptCount();
        StreamPorts start = actual.ports().inputs().get(0);
        StreamPorts output = actual.ports().outputs().get(2);
        int taken = 0;
        int given = -1;
        for (int cycle = actual.firstCycleAfterReset(); cycle < actual.cycles(); cycle++) {
            taken = actual.passesIn(start, cycle) ? cycle : taken;
            given = actual.passes(output, cycle) ? cycle : given;
        }
        return new RowResult(
                layer,
                head,
                query,
                keys,
                kept,
                isRefetched,
                given - taken,
                params.rowCycles(keys, kept, isRefetched),
                params.mostRowCycles(keys, kept, isRefetched),
                difference);
    }
}
