package tessera.models.claim;

/**
 * Forward times of InfLLM-V2's table on an H100 at constant batch x N: a constant for the 4096 attended keys and a term in N for
 * scoring, 1.25 passes for InfLLM-V2 and 2 for NSA; both rates from one row of the table. Dense attention is linear in N.
 *
 * @param attentionMs of the kept keys, at any N
 * @param scoringMs of one pass of scoring at the fitted length
 * @param denseMs at the fitted length
 * @param fittedKeys that length
 */
public record InfLlmTable(double attentionMs, double scoringMs, double denseMs, int fittedKeys) {
    private static final double PASSES = 1.25;
    private static final double NSA_PASSES = 2;

    /** The two rates from a row: dense, NSA and InfLLM-V2 in milliseconds. */
    public static InfLlmTable fit(int keys, double denseMs, double nsaMs, double infLlmMs) {
        double scoring = (nsaMs - infLlmMs) / (NSA_PASSES - PASSES);
        return new InfLlmTable(infLlmMs - PASSES * scoring, scoring, denseMs, keys);
    }

    /** InfLLM-V2 at another length. */
    public double infLlmMs(int keys) {
        return attentionMs + PASSES * scoringMs * keys / fittedKeys;
    }

    /** NSA at another length. */
    public double nsaMs(int keys) {
        return attentionMs + NSA_PASSES * scoringMs * keys / fittedKeys;
    }

    /** Dense attention at another length. */
    public double denseMs(int keys) {
        return denseMs * keys / fittedKeys;
    }
}
