package tessera.extras.capture.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tessera.traces.check.InputException;

/**
 * The nodes of an ONNX model, and a way to make any of its tensors an output. Only what that needs is read: ModelProto
 * field 7 (graph), in it field 1 (nodes: 1 inputs, 2 outputs, 3 name, 4 operator) and field 12 (outputs: 1 name).
 *
 * <p>Source: onnx.proto of ONNX 1.x, IR version 3 and later.
 */
public final class OnnxGraph {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_OUTPUT = 12;

    private final byte[] model;
    private final String place;
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Set<String> outputs = new LinkedHashSet<>();
    private final Map<String, OnnxNode> producers = new HashMap<>();
    private final Map<String, List<OnnxNode>> consumers = new HashMap<>();

    private OnnxGraph(byte[] model, String place) {
        this.model = model;
        this.place = place;
    }

    /** Reads a model; {@code place} is what messages call it. The array is not copied. */
    public static OnnxGraph parse(byte[] model, String place) {
        OnnxGraph graph = new OnnxGraph(model, place);
        WireReader fields = new WireReader(model, place);
        while (fields.next()) {
            if (fields.field() == MODEL_GRAPH) {
                graph.addGraph(fields.message());
            }
        }
        if (graph.nodes.isEmpty()) {
            throw new InputException(place + ": expected an ONNX model with operations, found none");
        }
        return graph;
    }

    String place() {
        return place;
    }

    List<OnnxNode> nodes() {
        return nodes;
    }

    /** The node that makes a tensor; none for inputs and weights. */
    Optional<OnnxNode> producer(String tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    List<OnnxNode> consumers(String tensor) {
        return consumers.getOrDefault(tensor, List.of());
    }

    /**
     * The model with these tensors as outputs, in addition to its own: the same bytes, and behind them a second piece of
     * the graph message that holds nothing but outputs, which every reader of the wire format merges with the first.
     */
    public byte[] withOutputs(Set<String> tensors) {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        for (String tensor : tensors) {
            if (!outputs.contains(tensor)) {
                ByteArrayOutputStream output = new ByteArrayOutputStream();
                writeDelimited(output, 1, tensor.getBytes(StandardCharsets.UTF_8));
                writeDelimited(piece, GRAPH_OUTPUT, output.toByteArray());
            }
        }
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        writeDelimited(tail, MODEL_GRAPH, piece.toByteArray());
        byte[] extended = java.util.Arrays.copyOf(model, Math.addExact(model.length, tail.size()));
        System.arraycopy(tail.toByteArray(), 0, extended, model.length, tail.size());
        return extended;
    }

    private void addGraph(WireReader fields) {
        while (fields.next()) {
            if (fields.field() == GRAPH_NODE) {
                addNode(node(fields.message()));
            } else if (fields.field() == GRAPH_OUTPUT) {
                WireReader output = fields.message();
                while (output.next()) {
                    if (output.field() == 1) {
                        outputs.add(output.text());
                    }
                }
            }
        }
    }

    private static OnnxNode node(WireReader fields) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String name = "";
        String operator = "";
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> inputs.add(fields.text());
                case 2 -> outputs.add(fields.text());
                case 3 -> name = fields.text();
                case 4 -> operator = fields.text();
                default -> {}
            }
        }
        return new OnnxNode(name, operator, inputs, outputs);
    }

    private void addNode(OnnxNode node) {
        nodes.add(node);
        for (String output : node.outputs()) {
            producers.put(output, node);
        }
        for (String input : new LinkedHashSet<>(node.inputs())) {
            consumers.computeIfAbsent(input, tensor -> new ArrayList<>()).add(node);
        }
    }

    private static void writeDelimited(ByteArrayOutputStream out, int field, byte[] value) {
        writeVarint(out, (field << 3) | 2);
        writeVarint(out, value.length);
        out.writeBytes(value);
    }

    private static void writeVarint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
