package tessera.models.spatten;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tessera.models.golden.CascadeReplay;
import tessera.models.golden.DenseAttention;
import tessera.models.golden.QuantisedHead;
import tessera.models.golden.RowPrecision;
import tessera.traces.trace.AttentionTrace;

/**
 * What many plans of one trace share: dense attention, integers, scores. Computed when first asked for, kept while there is
 * room. Thread-safe.
 */
public final class TraceTables {
    /** A table larger than this, over all heads, is computed anew each time. */
    private static final long MOST_BYTES = 128L << 20;
    /** So many kinds of precision are kept at once. */
    private static final int MOST_PRECISIONS = 8;

    private final AttentionTrace trace;
    private final Map<Integer, Dense> dense = new ConcurrentHashMap<>();
    private final Map<Bits, Map<Integer, Head>> heads = new ConcurrentHashMap<>();

    /** Dense attention of a head in floating point, row-major: {@code [query][key]} and {@code [query][headDim]}. */
    @SuppressWarnings("ArrayRecordComponent") // Shared tables, only read.
    record Dense(double[] probabilities, double[] outputs) {}

    /**
     * A head in integers.
     *
     * @param tensors quantised
     * @param scores of the first pass, {@code [query][key]}
     * @param wholeScores of the second, with the low key bits; the same where there are none
     */
    @SuppressWarnings("ArrayRecordComponent") // Shared tables, only read.
    record Head(QuantisedHead tensors, long[] scores, long[] wholeScores) {}

    private record Bits(int query, int key, int lsb, int value) {}

    public TraceTables(AttentionTrace trace) {
        this.trace = trace;
    }

    public AttentionTrace trace() {
        return trace;
    }

    private boolean isKept() {
        return (long) trace.layerCount() * trace.headCount() * trace.queryCount() * trace.keyCount() * Double.BYTES
                <= MOST_BYTES;
    }

    private int index(int layer, int head) {
        return layer * trace.headCount() + head;
    }

    Dense dense(int layer, int head) {
        Dense known = dense.get(index(layer, head));
        if (known == null) {
            known = computeDense(layer, head);
            if (isKept()) {
                dense.put(index(layer, head), known);
            }
        }
        return known;
    }

    private Dense computeDense(int layer, int head) {
        float[] queries = trace.query(layer, head);
        float[] keys = trace.key(layer, head);
        float[] values = trace.value(layer, head);
        double[] probabilities = new double[trace.queryCount() * trace.keyCount()];
        double[] outputs = new double[trace.queryCount() * trace.headDim()];
        for (int query = 0; query < trace.queryCount(); query++) {
            int visible = trace.shape().visibleKeys(query);
            double[] row = DenseAttention.probabilities(queries, query, keys, visible, trace.headDim());
            System.arraycopy(row, 0, probabilities, query * trace.keyCount(), visible);
            System.arraycopy(
                    DenseAttention.output(row, values, trace.headDim()),
                    0,
                    outputs,
                    query * trace.headDim(),
                    trace.headDim());
        }
        return new Dense(probabilities, outputs);
    }

    Head head(int layer, int head, RowPrecision precision) {
        Bits bits = new Bits(precision.queryBits(), precision.keyBits(), precision.keyLsbBits(), precision.valueBits());
        if (!heads.containsKey(bits) && heads.size() >= MOST_PRECISIONS) {
            heads.clear();
        }
        Map<Integer, Head> known = heads.computeIfAbsent(bits, made -> new ConcurrentHashMap<>());
        Head table = known.get(index(layer, head));
        if (table == null) {
            table = computeHead(layer, head, precision);
            if (isKept()) {
                known.put(index(layer, head), table);
            }
        }
        return table;
    }

    private Head computeHead(int layer, int head, RowPrecision precision) {
        QuantisedHead tensors = CascadeReplay.quantised(trace, layer, head, precision);
        long[] whole = scores(tensors, 0);
        return new Head(tensors, precision.keyLsbBits() == 0 ? whole : scores(tensors, precision.keyLsbBits()), whole);
    }

    private long[] scores(QuantisedHead tensors, int droppedBits) {
        int keyCount = trace.keyCount();
        int[] all = java.util.stream.IntStream.range(0, keyCount).toArray();
        long[] scores = new long[trace.queryCount() * keyCount];
        for (int query = 0; query < trace.queryCount(); query++) {
            System.arraycopy(tensors.scores(query, all, droppedBits), 0, scores, query * keyCount, keyCount);
        }
        return scores;
    }
}
