package tessera.sim.spatten;

/**
 * The importances that a machine carries from layer to layer; added to while it runs.
 *
 * @param tokenImportance {@code [token]}
 * @param headImportance {@code [head]}
 */
@SuppressWarnings("ArrayRecordComponent") // Accumulators: shared on purpose.
record LayerState(long[] tokenImportance, double[] headImportance) {
    static LayerState zero(int tokenCount, int headCount) {
        return new LayerState(new long[tokenCount], new double[headCount]);
    }
}
