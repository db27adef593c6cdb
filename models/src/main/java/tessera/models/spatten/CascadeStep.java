package tessera.models.spatten;

/**
 * The cascade top-k at the end of a layer, which decides what the next layer fetches.
 *
 * @param rankedTokens token importances that are ranked; 0 for no step
 * @param tokenSelectionCycles of the engine to find the tokens' threshold
 * @param rankedHeads head importances that are ranked
 * @param headSelectionCycles of the engine to find the heads' threshold
 */
public record CascadeStep(int rankedTokens, long tokenSelectionCycles, int rankedHeads, long headSelectionCycles) {
    public static final CascadeStep NONE = new CascadeStep(0, 0, 0, 0);

    /** Whether anything is ranked. */
    public boolean isDue() {
        return rankedTokens > 0 || rankedHeads > 0;
    }
}
