package tessera.traces.capture;

import java.util.List;

/** Captures attention traces from models; provided by {@code extras/capture}. */
public interface TraceCapture {
    /** The models that {@link CaptureSource.Named} accepts. */
    List<CaptureModel> models();

    /**
     * Runs the model on the text and takes queries, keys and values of every attention layer.
     *
     * @throws tessera.traces.check.InputException if the model, tokenizer or text does not fit
     * @throws tessera.traces.check.ToolException if the model runtime fails
     */
    CapturedTrace capture(CaptureRequest request);
}
