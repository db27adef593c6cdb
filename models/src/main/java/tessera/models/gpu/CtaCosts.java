package tessera.models.gpu;

/**
 * What a CTA pays once, beside its tiles, in cycles.
 *
 * @param startCycles start of the CTA; paid once per slot by a persistent kernel
 * @param prologueCycles until its own tile has come from L2; hidden behind the tile before by a persistent kernel
 * @param epilogueCycles last rescaling and store; a persistent kernel hides the store
 * @param latencyCycles from a load to its data
 */
public record CtaCosts(long startCycles, long prologueCycles, long epilogueCycles, long latencyCycles) {
    private static final double EPILOGUE_INSTRUCTIONS = 4;

    /** The costs of the launch's CTAs. */
    public static CtaCosts of(AttentionLaunch launch) {
        GpuParams gpu = launch.gpu();
        double elements = (double) launch.ctaTokens() * launch.headDim();
        double bytesPerCycle = (double) gpu.l2BytesPerCycle() / gpu.smCount();
        double transfer = elements * launch.dtype().bytes() / bytesPerCycle;
        double outputs = launch.pass() == Pass.FORWARD ? 1 : 2;
        double rescale = outputs * elements * EPILOGUE_INSTRUCTIONS / gpu.fp32Lanes();
        boolean isPersistent = launch.schedule().isPersistent();
        return new CtaCosts(
                (long) Math.ceil(launch.kernel().constants().ctaOverheadCycles()),
                isPersistent ? 0 : (long) Math.ceil(outputs * transfer),
                (long) Math.ceil(rescale + (isPersistent ? 0 : outputs * transfer + gpu.memoryLatencyCycles())),
                gpu.memoryLatencyCycles());
    }
}
