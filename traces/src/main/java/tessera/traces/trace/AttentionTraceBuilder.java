package tessera.traces.trace;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.tensor.StoredTensor;

/**
 * Makes an {@link AttentionTrace} from float arrays, layer by layer:
 *
 * <pre>{@code
 * AttentionTrace trace = new AttentionTraceBuilder(TraceShape.selfAttention(1, 2, 64, 32), TraceDescription.named("t"))
 *         .addLayer(query, key, value)   // each [head][token][headDim], row-major
 *         .build();
 * }</pre>
 */
public final class AttentionTraceBuilder {
    private final TraceShape shape;
    private final TraceDescription description;
    private final StoredPrecision precision;
    private final List<TraceLayer> layers = new ArrayList<>();

    /** A trace that keeps binary32, so that {@link AttentionTrace#query} gives back what was put in. */
    public AttentionTraceBuilder(TraceShape shape, TraceDescription description) {
        this(shape, description, StoredPrecision.FP32);
    }

    /** A trace that keeps its values in the given precision; what that costs: {@link StoredTensor#of}. */
    public AttentionTraceBuilder(TraceShape shape, TraceDescription description, StoredPrecision precision) {
        this.shape = shape;
        this.description = description;
        this.precision = precision;
    }

    /**
     * Adds the next layer; the arrays are copied.
     *
     * @param query {@code [head][query][headDim]}
     * @param key {@code [kvHead][key][headDim]}
     * @param value {@code [kvHead][key][headDim]}
     */
    public AttentionTraceBuilder addLayer(float[] query, float[] key, float[] value) {
        int layer = layers.size();
        layers.add(new TraceLayer(
                tensor("query", layer, query, shape.headCount(), shape.queryElements()),
                tensor("key", layer, key, shape.kvHeadCount(), shape.keyElements()),
                tensor("value", layer, value, shape.kvHeadCount(), shape.keyElements())));
        return this;
    }

    public AttentionTrace build() {
        return new AttentionTrace(shape, description, layers);
    }

    private StoredTensor tensor(String role, int layer, float[] values, int headCount, int elements) {
        if (values.length != elements) {
            throw new IllegalArgumentException("layer " + layer + " " + role + ": expected " + elements
                    + " elements ([head][token][headDim]), got " + values.length);
        }
        FiniteCheck.check(values, role, layer, elements / headCount, shape.headDim());
        return StoredTensor.of(values, headCount, precision);
    }
}
