package tessera.traces.trace;

import tessera.traces.tensor.StoredPrecision;
import tessera.traces.tensor.StoredTensor;

/**
 * The stored tensors of one layer.
 *
 * @param query {@code [head][query][headDim]}; scaled so that softmax(q · k / sqrt(headDim)) is the model's probability
 * @param key {@code [kvHead][key][headDim]}
 * @param value {@code [kvHead][key][headDim]}
 */
public record TraceLayer(StoredTensor query, StoredTensor key, StoredTensor value) {
    /** Throws unless sizes and precision fit the shape and every value is finite. */
    void check(TraceShape shape, StoredPrecision precision, int layer) {
        check("query", query, shape.headCount(), shape.queryCount(), shape, precision, layer);
        check("key", key, shape.kvHeadCount(), shape.keyCount(), shape, precision, layer);
        check("value", value, shape.kvHeadCount(), shape.keyCount(), shape, precision, layer);
    }

    private static void check(
            String role,
            StoredTensor tensor,
            int heads,
            int tokens,
            TraceShape shape,
            StoredPrecision precision,
            int layer) {
        if (tensor.precision() != precision || tensor.headElements() != tokens * shape.headDim()) {
            throw new IllegalArgumentException("layer " + layer + " " + role + ": " + tensor.precision() + " x "
                    + tensor.headElements() + " a head in a trace of " + precision + " x " + tokens + " x "
                    + shape.headDim());
        }
        for (int head = 0; head < heads; head++) {
            float[] values = tensor.head(head);
            for (int i = 0; i < values.length; i++) {
                if (!FiniteCheck.isUsable(values[i])) {
                    throw FiniteCheck.notFinite(values[i], role, layer, head, i, shape.headDim());
                }
            }
        }
    }
}
