package tessera.models.gpu;

import tessera.traces.check.CeilDiv;

/**
 * Bytes between HBM and L2. Queries are read and outputs written once; keys and values are read once per head where the
 * heads under way fit in L2, else once for each wave of CTAs that works on the head.
 */
final class HbmTraffic {
    /** Share of the L2 that K and V can count on; the rest holds queries and outputs on their way. Assumption. */
    private static final double USABLE_L2 = 0.75;

    private HbmTraffic() {}

    static long bytes(AttentionLaunch launch, long tokens, int ctasPerHead) {
        long heads = (long) launch.headCount() * launch.batch();
        double tensor = (double) tokens * launch.headDim() * launch.dtype().bytes();
        long slots = (long) launch.gpu().smCount() * launch.ctasPerSm();
        double headsUnderWay = Math.max(1, Math.min(heads, (double) slots / ctasPerHead));
        boolean fits = headsUnderWay * 2 * tensor <= USABLE_L2 * launch.gpu().l2Bytes();
        double kvReads = fits ? 1 : CeilDiv.of((long) ctasPerHead, slots);
        boolean isForward = launch.pass() == Pass.FORWARD;
        // Backward: also dO in, dK and dV out, and dQ accumulated in FP32.
        double perHead = isForward
                ? 2 * tensor + kvReads * 2 * tensor
                : kvReads * 2 * tensor + 4 * tensor + 2.0 * tokens * launch.headDim() * Float.BYTES;
        return (long) (heads * perHead);
    }
}
