package tessera.extras.capture.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class AttentionFinderTest {
    private static final String EXPECTED =
            "m.onnx: no attention recognised: expected Softmax(MatMul(Q, K^T) through Add, Div, Mul, Where, Cast) ->"
                    + " MatMul(P, V), found ";

    @Test
    void bertsFormIsFound() {
        OnnxGraph graph = new OnnxBytes()
                .node("MatMul", "scores", "q", "kT")
                .node("Div", "scaled", "scores", "sqrtD")
                .node("Add", "masked", "scaled", "mask")
                .node("Softmax", "p", "masked")
                .node("MatMul", "o", "p", "v")
                .graph();
        assertEquals(
                List.of(new SoftmaxAttention(
                        "Softmax '/p'", "q", "kT", "v", "p", List.of(), List.of("sqrtD"), List.of("mask"))),
                AttentionFinder.find(graph));
    }

    @Test
    void operandsMayBeSwappedAndCastsAndDropoutStandBetween() {
        OnnxGraph graph = new OnnxBytes()
                .node("MatMul", "scores", "q", "kT")
                .node("Mul", "scaled", "scale", "scores")
                .node("Add", "masked", "mask", "scaled")
                .node("Where", "chosen", "condition", "lowest", "masked")
                .node("Cast", "wide", "chosen")
                .node("Softmax", "p", "wide")
                .node("Shape", "shape", "p")
                .node("Dropout", "kept", "p")
                .node("Cast", "narrow", "kept")
                .node("MatMul", "o", "narrow", "v")
                .graph();
        assertEquals(
                List.of(new SoftmaxAttention(
                        "Softmax '/p'", "q", "kT", "v", "p", List.of("scale"), List.of(), List.of("mask", "lowest"))),
                AttentionFinder.find(graph));
    }

    @Test
    void aClassifiersSoftmaxIsNoAttention() {
        OnnxBytes classifier = new OnnxBytes()
                .node("Gemm", "logits", "x", "w")
                .node("Softmax", "p", "logits")
                .node("Log", "l", "p");
        rejected(classifier, "Softmax '/p' fed by Gemm '/logits' feeding Log '/l'");
        OnnxGraph both = classifier
                .node("MatMul", "scores", "q", "kT")
                .node("Softmax", "p2", "scores")
                .node("MatMul", "o", "p2", "v")
                .graph();
        assertEquals(1, AttentionFinder.find(both).size());
    }

    @Test
    void fusedAttentionAndNoSoftmaxAreNamed() {
        rejected(
                new OnnxBytes().node("MultiHeadAttention", "o", "q", "k", "v"),
                "the fused node MultiHeadAttention '/o'; export the model without attention fusion");
        rejected(new OnnxBytes().node("Conv", "o", "x"), "no Softmax among 1 nodes");
    }

    private static void rejected(OnnxBytes model, String found) {
        InputException e = assertThrows(InputException.class, () -> AttentionFinder.find(model.graph()));
        assertEquals(EXPECTED + found, e.getMessage());
    }
}
