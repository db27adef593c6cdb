package tessera.extras.capture.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * One attention in a graph, by the names of its tensors: P = Softmax((Q Kᵀ) scaled [+ added]), then P V.
 *
 * @param label the softmax node, for messages
 * @param query Q, {@code [batch, head, query, headDim]}
 * @param keyTransposed Kᵀ, {@code [batch, head, headDim, key]}
 * @param value V, {@code [batch, head, key, headDim]}
 * @param probabilities P, {@code [batch, head, query, key]}
 * @param multipliers single numbers by which the scores are multiplied
 * @param divisors single numbers by which the scores are divided
 * @param added masks or biases added to the scores
 */
public record SoftmaxAttention(
        String label,
        String query,
        String keyTransposed,
        String value,
        String probabilities,
        List<String> multipliers,
        List<String> divisors,
        List<String> added) {
    public SoftmaxAttention {
        multipliers = List.copyOf(multipliers);
        divisors = List.copyOf(divisors);
        added = List.copyOf(added);
    }

    /** Every tensor that must become an output. */
    public List<String> tensors() {
        List<String> tensors = new ArrayList<>(List.of(query, keyTransposed, value, probabilities));
        tensors.addAll(multipliers);
        tensors.addAll(divisors);
        return tensors;
    }
}
