package tessera.traces.capture;

import java.nio.file.Path;

/** Where the model comes from. */
public sealed interface CaptureSource {
    /** One of {@link TraceCapture#models}. */
    record Named(String model) implements CaptureSource {}

    /**
     * Files.
     *
     * @param onnx a model in ONNX
     * @param tokenizer its {@code tokenizer.json}
     */
    record OnnxFiles(Path onnx, Path tokenizer) implements CaptureSource {}
}
