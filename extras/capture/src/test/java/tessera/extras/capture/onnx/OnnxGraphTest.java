package tessera.extras.capture.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tessera.traces.check.InputException;

class OnnxGraphTest {
    private static final byte[] TWO_NODES = new OnnxBytes()
            .node("MatMul", "s", "q", "k")
            .node("Softmax", "p", "s")
            .output("p")
            .bytes();

    @Test
    void nodesKnowTheirNeighbours() {
        OnnxGraph graph = OnnxGraph.parse(TWO_NODES, "m.onnx");
        assertEquals(2, graph.nodes().size());
        assertEquals("MatMul '/s'", graph.producer("s").orElseThrow().label());
        assertEquals(List.of("q", "k"), graph.producer("s").orElseThrow().inputs());
        assertEquals("Softmax", graph.consumers("s").get(0).operator());
        assertTrue(graph.producer("q").isEmpty());
        assertEquals(List.of(), graph.consumers("p"));
    }

    @Test
    void newOutputsFollowTheModelAndOldOnesAreNotRepeated() {
        byte[] extended = OnnxGraph.parse(TWO_NODES, "m.onnx").withOutputs(Set.of("s", "p"));
        assertTrue(Arrays.equals(TWO_NODES, Arrays.copyOf(extended, TWO_NODES.length)));
        // Field 7, 5 bytes: field 12, 3 bytes: field 1, 1 byte: "s".
        assertEquals(
                List.of((7 << 3) | 2, 5, (12 << 3) | 2, 3, (1 << 3) | 2, 1, (int) 's'),
                tail(extended, TWO_NODES.length));
    }

    @Test
    void otherFilesAreNamed() {
        assertMessage("not a model", "m.onnx: expected an ONNX model, ");
        assertMessage("", "m.onnx: expected an ONNX model with operations, found none");
        for (int cut = 1; cut < TWO_NODES.length; cut++) {
            byte[] part = Arrays.copyOf(TWO_NODES, cut);
            assertThrows(InputException.class, () -> OnnxGraph.parse(part, "m.onnx"), "cut to " + cut);
        }
    }

    @Test
    void mutatedModelsGiveAGraphOrAnInputError() {
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = TWO_NODES.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                AttentionFinder.find(OnnxGraph.parse(bytes, "m.onnx"));
            } catch (InputException e) {
                assertTrue(e.getMessage().startsWith("m.onnx: "), "seed " + seed + ": " + e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static List<Integer> tail(byte[] bytes, int from) {
        return java.util.stream.IntStream.range(from, bytes.length)
                .mapToObj(i -> (int) bytes[i])
                .toList();
    }

    private static void assertMessage(String bytes, String start) {
        InputException e = assertThrows(
                InputException.class, () -> OnnxGraph.parse(bytes.getBytes(StandardCharsets.US_ASCII), "m.onnx"));
        assertTrue(e.getMessage().startsWith(start), e.getMessage());
    }
}
