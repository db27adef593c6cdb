package tessera.extras.capture.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes small ONNX graphs, field by field, for tests: ModelProto 7 { GraphProto 1 { NodeProto } 12 { ValueInfo } }. */
final class OnnxBytes {
    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    /** Adds a node that makes one tensor, which is also the node's name. */
    OnnxBytes node(String operator, String output, String... inputs) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        for (String input : List.of(inputs)) {
            field(node, 1, text(input));
        }
        field(node, 2, text(output));
        field(node, 3, text("/" + output));
        field(node, 4, text(operator));
        field(graph, 1, node.toByteArray());
        return this;
    }

    OnnxBytes output(String tensor) {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        field(info, 1, text(tensor));
        field(graph, 12, info.toByteArray());
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        // ir_version = 8, a number field that must be walked over.
        model.write(1 << 3);
        model.write(8);
        field(model, 7, graph.toByteArray());
        return model.toByteArray();
    }

    OnnxGraph graph() {
        return OnnxGraph.parse(bytes(), "m.onnx");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        out.write((number << 3) | 2);
        int rest = value.length;
        while (rest > 127) {
            out.write((rest & 127) | 128);
            rest >>= 7;
        }
        out.write(rest);
        out.writeBytes(value);
    }
}
