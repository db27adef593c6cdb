package tessera.traces.trace;

import java.util.List;
import tessera.traces.tensor.StoredPrecision;

/**
 * The work of an attention stack: queries, keys and values of every layer and head, as a model computed them.
 * Probabilities are not kept but recomputed: softmax(q · k / sqrt(headDim)), see
 * {@link tessera.traces.stat.AttentionProbabilities}. Immutable and safe for use by many threads; all values are finite.
 */
public final class AttentionTrace {
    private final TraceShape shape;
    private final TraceDescription description;
    private final List<TraceLayer> layers;
    private final String sha256;

    /**
     * A trace of the given layers, all in one precision.
     *
     * @throws tessera.traces.check.InputException if a value is NaN or infinite (layer, head, token named)
     */
    public AttentionTrace(TraceShape shape, TraceDescription description, List<TraceLayer> layers) {
        if (layers.size() != shape.layerCount()) {
            throw new IllegalArgumentException(layers.size() + " layers in a shape of " + shape.layerCount());
        }
        this.shape = shape;
        this.description = description;
        this.layers = List.copyOf(layers);
        StoredPrecision precision = precision();
        for (int layer = 0; layer < layers.size(); layer++) {
            layers.get(layer).check(shape, precision, layer);
        }
        this.sha256 = TraceChecksum.of(shape, this.layers);
    }

    private AttentionTrace(AttentionTrace same, TraceDescription description) {
        this.shape = same.shape;
        this.description = description;
        this.layers = same.layers;
        this.sha256 = same.sha256;
    }

    /** The same content under another description. */
    public AttentionTrace described(TraceDescription other) {
        return new AttentionTrace(this, other);
    }

    public String name() {
        return description.name();
    }

    /** SHA-256 of shape, precision and tensors as 64 hexadecimal digits; definition: {@link TraceChecksum}. */
    public String sha256() {
        return sha256;
    }

    public int layerCount() {
        return shape.layerCount();
    }

    public int headCount() {
        return shape.headCount();
    }

    public int kvHeadCount() {
        return shape.kvHeadCount();
    }

    public int queryCount() {
        return shape.queryCount();
    }

    public int keyCount() {
        return shape.keyCount();
    }

    public int headDim() {
        return shape.headDim();
    }

    /** Key tokens per axis, outermost first. */
    public List<Integer> layout() {
        return shape.layout();
    }

    public boolean isCausal() {
        return shape.causal();
    }

    public StoredPrecision precision() {
        return layers.get(0).query().precision();
    }

    public TraceShape shape() {
        return shape;
    }

    public TraceDescription description() {
        return description;
    }

    /** The tensors of one layer as they are stored. */
    public TraceLayer layer(int layer) {
        return layers.get(layer);
    }

    /** Queries of one query head: a fresh row-major array {@code [query][headDim]}. */
    public float[] query(int layer, int head) {
        return layers.get(layer).query().head(checked(head));
    }

    /** Keys that one query head reads: a fresh row-major array {@code [key][headDim]}. */
    public float[] key(int layer, int head) {
        return layers.get(layer).key().head(shape.kvHead(checked(head)));
    }

    /** Values that one query head reads: a fresh row-major array {@code [key][headDim]}. */
    public float[] value(int layer, int head) {
        return layers.get(layer).value().head(shape.kvHead(checked(head)));
    }

    private int checked(int head) {
        if (head < 0 || head >= shape.headCount()) {
            throw new IndexOutOfBoundsException("head " + head + " of " + shape.headCount());
        }
        return head;
    }
}
