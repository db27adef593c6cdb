package tessera.traces.llama;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.stat.AttentionProbabilities;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.AttentionTraceBuilder;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceShape;

/** Keeps what a decoder computes: all queries, and the probabilities of evenly spread positions to compare with. */
final class AttentionRecorder implements LlamaDecoder.Listener {
    /** Probabilities kept for the comparison, at most (64 MiB); all of them for small models. */
    private static final long LARGEST_KEPT = 16L << 20;

    private final LlamaShape shape;
    private final float[][] queries;
    private final int positionsBetween;
    private final List<Row> rows = new ArrayList<>();
    private double rowSumError;

    /** The model's own probabilities of one query: of the keys 0 … position. */
    private record Row(int layer, int head, int position, float[] probabilities) {}

    AttentionRecorder(LlamaShape shape, int capacity) {
        this.shape = shape;
        this.queries = new float[shape.layerCount()][Math.multiplyExact(capacity, shape.width())];
        long pairs = (long) shape.layerCount() * shape.headCount() * ((long) capacity * (capacity + 1) / 2);
        this.positionsBetween = (int) Math.min(capacity, 1 + pairs / LARGEST_KEPT);
    }

    @Override
    public void attended(int layer, int head, int position, float[] query, float[] probabilities) {
        if (head == 0) {
            System.arraycopy(query, 0, queries[layer], position * shape.width(), shape.width());
        }
        double sum = 0;
        for (int key = 0; key <= position; key++) {
            sum += probabilities[key];
        }
        rowSumError = Math.max(rowSumError, Math.abs(sum - 1));
        if (position % positionsBetween == 0) {
            rows.add(new Row(layer, head, position, java.util.Arrays.copyOf(probabilities, position + 1)));
        }
    }

    /** Largest |Σ p − 1| of the model's own probabilities. */
    double rowSumError() {
        return rowSumError;
    }

    /** The trace of the first {@code tokenCount} positions. */
    AttentionTrace trace(
            LlamaDecoder decoder,
            int tokenCount,
            int stepCount,
            TraceDescription description,
            StoredPrecision precision) {
        TraceShape traceShape = new TraceShape(
                shape.layerCount(),
                shape.headCount(),
                shape.kvHeadCount(),
                tokenCount,
                tokenCount,
                shape.headDim(),
                List.of(tokenCount),
                true,
                stepCount);
        AttentionTraceBuilder builder = new AttentionTraceBuilder(traceShape, description, precision);
        for (int layer = 0; layer < shape.layerCount(); layer++) {
            builder.addLayer(
                    headMajor(queries[layer], tokenCount, shape.headCount()),
                    headMajor(decoder.keys(layer), tokenCount, shape.kvHeadCount()),
                    headMajor(decoder.values(layer), tokenCount, shape.kvHeadCount()));
        }
        return builder.build();
    }

    /** Largest difference between the model's own probabilities and those that follow from the trace. */
    double difference(AttentionTrace trace) {
        double worst = 0;
        int layer = -1;
        AttentionProbabilities[] heads = new AttentionProbabilities[shape.headCount()];
        float[] recomputed = new float[trace.keyCount()];
        rows.sort(java.util.Comparator.comparingInt(Row::layer));
        for (Row row : rows) {
            if (row.layer != layer) {
                layer = row.layer;
                for (int head = 0; head < heads.length; head++) {
                    heads[head] = new AttentionProbabilities(trace, layer, head);
                }
            }
            heads[row.head].row(row.position, recomputed, 0);
            for (int key = 0; key <= row.position; key++) {
                worst = Math.max(worst, Math.abs((double) recomputed[key] - row.probabilities[key]));
            }
        }
        return worst;
    }

    /** {@code [token][head][headDim]} to {@code [head][token][headDim]}. */
    private float[] headMajor(float[] tokens, int tokenCount, int headCount) {
        int headDim = shape.headDim();
        float[] heads = new float[headCount * tokenCount * headDim];
        for (int token = 0; token < tokenCount; token++) {
            for (int head = 0; head < headCount; head++) {
                System.arraycopy(
                        tokens,
                        (token * headCount + head) * headDim,
                        heads,
                        (head * tokenCount + token) * headDim,
                        headDim);
            }
        }
        return heads;
    }
}
