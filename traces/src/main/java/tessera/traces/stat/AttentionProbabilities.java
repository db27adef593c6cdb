package tessera.traces.stat;

import java.util.Arrays;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceShape;

/**
 * The attention probabilities of one layer and head, recomputed: P = softmax(Q Kᵀ / sqrt(d)), over the keys that each
 * query may see. Scores are binary32, in the order of the head's elements; exponentials binary64.
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need", equation 1.
 */
public final class AttentionProbabilities {
    private final TraceShape shape;
    private final float[] query;
    private final float[] keyTransposed;

    /** Reads the queries and keys of one layer and head. */
    public AttentionProbabilities(AttentionTrace trace, int layer, int head) {
        this.shape = trace.shape();
        this.query = trace.query(layer, head);
        this.keyTransposed = transposed(trace.key(layer, head), shape.keyCount(), shape.headDim());
        float scale = (float) (1 / Math.sqrt(shape.headDim()));
        for (int i = 0; i < query.length; i++) {
            query[i] *= scale;
        }
    }

    /** All rows: a fresh row-major array {@code [query][key]}; keys that a query may not see have probability 0. */
    public static float[] of(AttentionTrace trace, int layer, int head) {
        int keyCount = trace.keyCount();
        float[] all = new float[Math.multiplyExact(trace.queryCount(), keyCount)];
        AttentionProbabilities rows = new AttentionProbabilities(trace, layer, head);
        for (int query = 0; query < trace.queryCount(); query++) {
            rows.row(query, all, query * keyCount);
        }
        return all;
    }

    /** Writes the keyCount probabilities of one query into {@code into} from index {@code at} on. */
    public void row(int queryIndex, float[] into, int at) {
        rowWithEntropy(queryIndex, into, at);
    }

    /** The same, and returns the row's entropy −Σ p ln p in nats. */
    double rowWithEntropy(int queryIndex, float[] into, int at) {
        scores(queryIndex, into, at);
        int visible = shape.visibleKeys(queryIndex);
        double entropy = Softmax.withEntropy(into, at, visible);
        Arrays.fill(into, at + visible, at + shape.keyCount(), 0);
        return entropy;
    }

    /** Writes the keyCount scores q · k / sqrt(d) of one query, whether it may see the key or not. */
    public void scores(int queryIndex, float[] into, int at) {
        int keyCount = shape.keyCount();
        int headDim = shape.headDim();
        Arrays.fill(into, at, at + keyCount, 0);
        for (int d = 0; d < headDim; d++) {
            // One element of the query against all keys: the compiler turns this loop into vector instructions.
            addScaled(query[queryIndex * headDim + d], keyTransposed, d * keyCount, into, at, keyCount);
        }
    }

    private static void addScaled(float factor, float[] row, int rowAt, float[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] += factor * row[rowAt + i];
        }
    }

    private static float[] transposed(float[] rows, int rowCount, int columnCount) {
        float[] columns = new float[rows.length];
        for (int row = 0; row < rowCount; row++) {
            for (int column = 0; column < columnCount; column++) {
                columns[column * rowCount + row] = rows[row * columnCount + column];
            }
        }
        return columns;
    }
}
