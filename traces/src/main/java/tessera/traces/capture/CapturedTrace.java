package tessera.traces.capture;

import tessera.traces.trace.AttentionTrace;

/** A captured trace and how faithful it is. */
public record CapturedTrace(AttentionTrace trace, Figures figures) {
    /**
     * Measured during the capture.
     *
     * @param modelDifference largest |p − p'| between the probabilities that the model computed and those recomputed
     *     from its queries and keys in binary32
     * @param storedDifference the same with the queries and keys as the trace keeps them
     * @param modelRowSumError largest |Σ p − 1| of the model's own probabilities
     * @param loadSeconds time to load the model
     * @param runSeconds time of the run with all taps
     */
    public record Figures(
            double modelDifference,
            double storedDifference,
            double modelRowSumError,
            double loadSeconds,
            double runSeconds) {}
}
