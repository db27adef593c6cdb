package tessera.models.claim;

/**
 * Forward times of InfLLM-V2's table on an H100 at constant batch x N: a constant for the attended keys, and scoring pooled keys
 * at the rate of dense attention: (passes / 32) of its FLOPs, 1.25 passes for InfLLM-V2 and 2 for NSA. Two rates, both from
 * one row of the table: dense attention's, and the kernel's own on the keys it keeps. Dense attention is linear in N.
 *
 * <p><b>Source:</b> OpenBMB/infllmv2_cuda_impl, README, performance benchmarks.
 *
 * @param infLlmAttentionMs InfLLM-V2's attention to the kept keys, at any N
 * @param nsaAttentionMs NSA's
 * @param denseMs dense attention at the fitted length
 * @param fittedKeys that length
 */
public record InfLlmTable(double infLlmAttentionMs, double nsaAttentionMs, double denseMs, int fittedKeys) {
    private static final double PASSES = 1.25;
    private static final double NSA_PASSES = 2;
    /** Dense attention multiplies N x N twice; a pass over pooled keys (stride 16) N x N / 16 once. */
    private static final double DENSE_PASSES = 32;

    /** The rates from a row: dense, NSA and InfLLM-V2 in milliseconds. */
    public static InfLlmTable fit(int keys, double denseMs, double nsaMs, double infLlmMs) {
        return new InfLlmTable(
                infLlmMs - PASSES / DENSE_PASSES * denseMs, nsaMs - NSA_PASSES / DENSE_PASSES * denseMs, denseMs, keys);
    }

    /** The table's row at 32K. */
    public static InfLlmTable published() {
        return fit(32_768, 201.46, 169.11, 133.60);
    }

    /** InfLLM-V2 at another length. */
    public double infLlmMs(int keys) {
        return infLlmAttentionMs + PASSES / DENSE_PASSES * denseMs(keys);
    }

    /** NSA at another length. */
    public double nsaMs(int keys) {
        return nsaAttentionMs + NSA_PASSES / DENSE_PASSES * denseMs(keys);
    }

    /** Dense attention at another length. */
    public double denseMs(int keys) {
        return denseMs * keys / fittedKeys;
    }
}
