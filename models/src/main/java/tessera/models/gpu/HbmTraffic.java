package tessera.models.gpu;

import java.util.function.ToLongFunction;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;

/**
 * Bytes between HBM and L2. Queries are read and outputs written once; keys and values are read once per head where the
 * heads under way fit in L2. Where they do not, each wave of CTAs reads what its windows reach: its own share of the
 * layout, along the first axis, and a window more.
 */
public final class HbmTraffic {
    /** Share of the L2 that K and V can count on; the rest holds queries and outputs on their way. Assumption. */
    private static final double USABLE_L2 = 0.75;

    private HbmTraffic() {}

    /** Bytes of a launch whose heads are alike. */
    static ToLongFunction<AttentionLaunch> of(long tokens, int ctasPerHead) {
        return launch -> bytes(launch, tokens, ctasPerHead);
    }

    private static long bytes(AttentionLaunch launch, long tokens, int ctasPerHead) {
        long heads = (long) launch.headCount() * launch.batch();
        double tensor = (double) tokens * launch.headDim() * launch.dtype().bytes();
        double kvReads = reads(launch, heads, ctasPerHead, 2 * tensor, reach(launch.problem()));
        boolean isForward = launch.pass() == Pass.FORWARD;
        // Backward: also dO in, dK and dV out, and dQ accumulated in FP32.
        double perHead = isForward
                ? 2 * tensor + kvReads * 2 * tensor
                : kvReads * 2 * tensor + 4 * tensor + 2.0 * tokens * launch.headDim() * Float.BYTES;
        return (long) (heads * perHead);
    }

    /**
     * How often a head's keys and values come from HBM.
     *
     * @param heads of the launch
     * @param ctasPerHead CTAs that read them
     * @param headBytes keys and values of one head
     * @param reach share of them that a CTA reads
     */
    public static double reads(AttentionLaunch launch, long heads, double ctasPerHead, double headBytes, double reach) {
        long slots = (long) launch.gpu().smCount() * launch.ctasPerSm();
        double headsUnderWay = Math.max(1, Math.min(heads, slots / ctasPerHead));
        if (headsUnderWay * headBytes <= USABLE_L2 * launch.gpu().l2Bytes()) {
            return 1;
        }
        double waves = Math.max(1, ctasPerHead / slots);
        return waves * Math.min(1, 1 / waves + reach);
    }

    /** Share of the first axis that a window spans. */
    private static double reach(GnaProblem problem) {
        GnaAxis axis = problem.axes().get(0);
        return (double) axis.window() * axis.dilation() / axis.length();
    }
}
