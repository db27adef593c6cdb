package tessera.extras.capture.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tessera.traces.check.InputException;

/**
 * Finds every softmax attention of a graph by its structure: a {@code Softmax} whose input comes from a {@code MatMul}
 * (Q, Kᵀ) through nothing but scaling, masking and casts, and whose output reaches a {@code MatMul} as first operand
 * (P, V). In graph order, which is layer order.
 */
public final class AttentionFinder {
    private static final String PATTERN =
            "expected Softmax(MatMul(Q, K^T) through Add, Div, Mul, Where, Cast) -> MatMul(P, V)";
    private static final Set<String> PASSING = Set.of("Cast", "Identity", "Dropout");
    private static final Set<String> FUSED =
            Set.of("Attention", "MultiHeadAttention", "GroupQueryAttention", "QAttention", "PackedAttention");
    private static final int LONGEST_PATH = 12;

    private final OnnxGraph graph;
    private final List<String> rejected = new ArrayList<>();

    private AttentionFinder(OnnxGraph graph) {
        this.graph = graph;
    }

    /** At least one attention, or an input error that names a node that was found and the pattern that was expected. */
    public static List<SoftmaxAttention> find(OnnxGraph graph) {
        AttentionFinder finder = new AttentionFinder(graph);
        List<SoftmaxAttention> found = new ArrayList<>();
        for (OnnxNode node : graph.nodes()) {
            if (node.operator().equals("Softmax")) {
                finder.attention(node).ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            throw new InputException(
                    graph.place() + ": no attention recognised: " + PATTERN + ", found " + finder.foundInstead());
        }
        return found;
    }

    private String foundInstead() {
        for (OnnxNode node : graph.nodes()) {
            if (FUSED.contains(node.operator())) {
                return "the fused node " + node.label() + "; export the model without attention fusion";
            }
        }
        return rejected.isEmpty() ? "no Softmax among " + graph.nodes().size() + " nodes" : rejected.get(0);
    }

    private Optional<SoftmaxAttention> attention(OnnxNode softmax) {
        if (softmax.inputs().isEmpty() || softmax.outputs().isEmpty()) {
            rejected.add(softmax.label() + " without input or output");
            return Optional.empty();
        }
        Scores scores = new Scores();
        Optional<OnnxNode> product = scores.walk(softmax.inputs().get(0), 0);
        Optional<OnnxNode> weighted = weightedSum(softmax.outputs().get(0), 0);
        if (product.isEmpty() || weighted.isEmpty()) {
            rejected.add(softmax.label()
                    + (product.isEmpty() ? " fed by " + source(softmax.inputs().get(0)) : "")
                    + (weighted.isEmpty()
                            ? " feeding " + sinks(softmax.outputs().get(0))
                            : ""));
            return Optional.empty();
        }
        return Optional.of(new SoftmaxAttention(
                softmax.label(),
                product.get().inputs().get(0),
                product.get().inputs().get(1),
                weighted.get().inputs().get(1),
                softmax.outputs().get(0),
                scores.multipliers,
                scores.divisors,
                scores.added));
    }

    private String source(String tensor) {
        return graph.producer(tensor).map(OnnxNode::label).orElse("the input or weight '" + tensor + "'");
    }

    private String sinks(String tensor) {
        List<String> labels =
                graph.consumers(tensor).stream().map(OnnxNode::label).toList();
        return labels.isEmpty() ? "nothing" : String.join(", ", labels);
    }

    /** The product P V that the probabilities reach through casts. */
    private Optional<OnnxNode> weightedSum(String tensor, int depth) {
        for (OnnxNode node : graph.consumers(tensor)) {
            if (node.operator().equals("MatMul") && node.inputs().get(0).equals(tensor)) {
                return Optional.of(node);
            }
            if (PASSING.contains(node.operator()) && depth < LONGEST_PATH) {
                Optional<OnnxNode> found = weightedSum(node.outputs().get(0), depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The way back from the softmax to the product Q Kᵀ, and what it passes. */
    private final class Scores {
        private final List<String> multipliers = new ArrayList<>();
        private final List<String> divisors = new ArrayList<>();
        private final List<String> added = new ArrayList<>();

        Optional<OnnxNode> walk(String tensor, int depth) {
            Optional<OnnxNode> producer = graph.producer(tensor);
            if (producer.isEmpty() || depth > LONGEST_PATH) {
                return Optional.empty();
            }
            OnnxNode node = producer.get();
            List<String> inputs = node.inputs();
            return switch (node.operator()) {
                case "MatMul" -> inputs.size() == 2 ? producer : Optional.empty();
                case "Div" -> through(inputs, 0, 1, divisors, depth);
                case "Mul" ->
                    through(inputs, 0, 1, multipliers, depth).or(() -> through(inputs, 1, 0, multipliers, depth));
                case "Add" -> through(inputs, 0, 1, added, depth).or(() -> through(inputs, 1, 0, added, depth));
                case "Where" -> through(inputs, 1, 2, added, depth).or(() -> through(inputs, 2, 1, added, depth));
                default -> PASSING.contains(node.operator()) ? walk(inputs.get(0), depth + 1) : Optional.empty();
            };
        }

        private Optional<OnnxNode> through(List<String> inputs, int scores, int other, List<String> kept, int depth) {
            if (inputs.size() <= Math.max(scores, other)) {
                return Optional.empty();
            }
            Optional<OnnxNode> found = walk(inputs.get(scores), depth + 1);
            if (found.isPresent()) {
                kept.add(inputs.get(other));
            }
            return found;
        }
    }
}
