package tessera.models.gpu;

/**
 * What one tile pair costs the units of an SM, in cycles, per warpgroup of the CTA. Forward: QK, softmax, PV. Backward: QK
 * and dO·V, the softmax's derivative, then dV, dK and dQ.
 *
 * @param firstMmaCycles tensor core before the softmax
 * @param softmaxLatencyCycles from the scores to the probabilities of one warpgroup, with mask and software loads
 * @param softmaxUnitCycles for how long that takes the exponential or the FP32 units, whichever is longer
 * @param secondMmaCycles tensor core after the softmax
 * @param loadCycles L2 to shared memory: K or V, at the SM's share of the L2 bandwidth
 * @param maskCycles of {@code softmaxLatencyCycles}: the mask
 * @param warpgroups of the CTA
 */
public record TileCosts(
        long firstMmaCycles,
        long softmaxLatencyCycles,
        long softmaxUnitCycles,
        long secondMmaCycles,
        long loadCycles,
        long maskCycles,
        int warpgroups) {
    private static final int BYTES_PER_LOAD = 16;
    private static final int POLYNOMIAL_INSTRUCTIONS = 8;
    private static final int BOUNDS_INSTRUCTIONS = 2;
    private static final int BACKWARD_INSTRUCTIONS = 4;
    /** FA3's ablation: 570 to 620 TFLOP/s for the alternation, 9 % of a tile, so a tenth of the softmax and more. */
    private static final double PING_PONG_LATENCY = 0.9;

    /** The costs of a tile pair under a mask. */
    public static TileCosts of(AttentionLaunch launch, MaskKind mask) {
        GpuParams gpu = launch.gpu();
        KernelConstants constants = launch.kernel().constants();
        int groups = launch.kernel().warpgroups();
        double rows = (double) launch.ctaTokens() / groups;
        double scores = rows * launch.tileTokens();
        double scale = launch.pass() == Pass.BACKWARD ? constants.backwardScale() : 1;
        double gemm = gemmCycles(launch, rows) * scale;
        boolean isForward = launch.pass() == Pass.FORWARD;

        double exponentials = scores * (1 - constants.expOnFmaShare()) / gpu.expPerCycle();
        double perScore = constants.softmaxInstructions()
                + constants.expOnFmaShare() * POLYNOMIAL_INSTRUCTIONS
                + (isForward ? 0 : BACKWARD_INSTRUCTIONS);
        double rescale = isForward ? rows * launch.headDim() : 0;
        double loads =
                2.0 * launch.tileTokens() * launch.headDim() * launch.dtype().bytes() / BYTES_PER_LOAD / groups;
        double rankFactor = maskInstructions(constants, launch.problem().rank()) / maskInstructions(constants, 1);
        double plain =
                (scores * perScore + rescale + loads * constants.loadInstructions() * rankFactor) / gpu.fp32Lanes();
        double masking = scores * instructions(mask, launch) / gpu.fp32Lanes();
        double latency = constants.softmaxLatency() * scale * schedule(launch);
        return new TileCosts(
                cycles((isForward ? 1 : 2) * gemm),
                cycles((exponentials + plain + masking) * latency),
                cycles(Math.max(exponentials, plain + masking) * scale),
                cycles((isForward ? 1 : 3) * gemm),
                cycles(loadCycles(launch)),
                cycles(masking * latency),
                groups);
    }

    /** One GEMM of a warpgroup: the tensor core's rate, or shared memory where operands come in slower. */
    private static double gemmCycles(AttentionLaunch launch, double rows) {
        GpuParams gpu = launch.gpu();
        double rate = gpu.flopsPerCycle(launch.dtype())
                * (launch.kernel().usesMmaSync() ? gpu.mmaSyncShare() : 1)
                * launch.kernel().constants().mmaEfficiency();
        double flops = 2 * rows * launch.tileTokens() * launch.headDim();
        double operands =
                (rows + launch.tileTokens()) * launch.headDim() * launch.dtype().bytes();
        return Math.max(flops / rate, operands / gpu.sharedMemoryBytesPerCycle());
    }

    /** K or V at an equal share of the L2 bandwidth. */
    private static double loadCycles(AttentionLaunch launch) {
        GpuParams gpu = launch.gpu();
        double bytes =
                (double) launch.tileTokens() * launch.headDim() * launch.dtype().bytes();
        return bytes * gpu.smCount() / gpu.l2BytesPerCycle();
    }

    /** Enforced alternation keeps a warpgroup's softmax from competing with the other's. Source: FA3, see docs/gpu.md. */
    private static double schedule(AttentionLaunch launch) {
        boolean isChosen = launch.kernel().schedules().get(0) != launch.schedule();
        return launch.schedule() == Schedule.PING_PONG && isChosen ? PING_PONG_LATENCY : 1;
    }

    private static double instructions(MaskKind mask, AttentionLaunch launch) {
        return switch (mask) {
            case NONE -> 0;
            case BOUNDS -> BOUNDS_INSTRUCTIONS;
            case FINE ->
                launch.kernel().constants().maskScale()
                        * maskInstructions(
                                launch.kernel().constants(), launch.problem().rank());
        };
    }

    private static double maskInstructions(KernelConstants constants, int rank) {
        return constants.maskBaseInstructions() + constants.maskInstructions() * rank;
    }

    private static long cycles(double cycles) {
        return (long) Math.ceil(cycles - 1e-9);
    }
}
