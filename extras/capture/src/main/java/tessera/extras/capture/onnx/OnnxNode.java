package tessera.extras.capture.onnx;

import java.util.List;

/**
 * One operation of a graph.
 *
 * @param name may be empty
 * @param operator ONNX operator, e.g. {@code MatMul}
 * @param inputs names of the tensors it reads; an omitted one is empty
 * @param outputs names of the tensors it makes
 */
record OnnxNode(String name, String operator, List<String> inputs, List<String> outputs) {
    OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** How messages call it. */
    String label() {
        return operator + " '" + (name.isEmpty() && !outputs.isEmpty() ? outputs.get(0) : name) + "'";
    }
}
