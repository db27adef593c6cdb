package tessera.models.gpu;

import java.util.function.ToLongFunction;
import tessera.traces.check.CeilDiv;

/**
 * What the CTAs of a launch add up to on one GPU: all that closed forms ask of a {@link LaunchPlan}, without its CTAs one by
 * one. The same launch on another GPU takes some hundred nanoseconds. Immutable.
 */
public final class LaunchTotals {
    private final AttentionLaunch launch;
    private final Counts counts;
    private final TileCosts plainCosts;
    private final TileCosts maskedCosts;
    private final long hbmBytes;

    /**
     * What does not depend on the GPU.
     *
     * @param ctasPerHead CTAs of one head
     * @param repeats heads times batch, all alike
     * @param tileCount tile pairs of all CTAs
     * @param maskedTileCount of those, the masked ones
     * @param mostTiles tile pairs of the CTA that has most
     * @param mask what masked tiles check
     * @param attendedPairs of all CTAs
     * @param hbmBytes bytes of all CTAs on the GPU of a launch
     */
    public record Counts(
            int ctasPerHead,
            long repeats,
            long tileCount,
            long maskedTileCount,
            int mostTiles,
            MaskKind mask,
            long attendedPairs,
            ToLongFunction<AttentionLaunch> hbmBytes) {}

    public LaunchTotals(AttentionLaunch launch, Counts counts) {
        this.launch = launch;
        this.counts = counts;
        this.plainCosts = TileCosts.of(launch, MaskKind.NONE);
        this.maskedCosts = counts.mask == MaskKind.NONE ? plainCosts : TileCosts.of(launch, counts.mask);
        this.hbmBytes = counts.hbmBytes.applyAsLong(launch);
    }

    /** The same kernel and CTAs on another GPU of the architecture; refused where the tiles do not fit. */
    public LaunchTotals on(GpuParams gpu) {
        return new LaunchTotals(launch.on(gpu), counts);
    }

    public AttentionLaunch launch() {
        return launch;
    }

    /** CTAs of one head. */
    public int ctasPerHead() {
        return counts.ctasPerHead;
    }

    /** Heads times batch. */
    public long repeats() {
        return counts.repeats;
    }

    /** All CTAs. */
    public long ctaCount() {
        return counts.ctasPerHead * counts.repeats;
    }

    /** What masked tiles check. */
    public MaskKind mask() {
        return counts.mask;
    }

    public TileCosts plainCosts() {
        return plainCosts;
    }

    public TileCosts maskedCosts() {
        return maskedCosts;
    }

    /** Tile pairs of all CTAs. */
    public long tileCount() {
        return counts.tileCount;
    }

    /** Of those, the masked ones. */
    public long maskedTileCount() {
        return counts.maskedTileCount;
    }

    /** Tile pairs of the CTA that has most. */
    public int mostTiles() {
        return counts.mostTiles;
    }

    public long attendedPairs() {
        return counts.attendedPairs;
    }

    /** FLOPs of the attended pairs alone. */
    public double usefulFlops() {
        double perPair = (launch.pass() == Pass.FORWARD ? 4.0 : 10.0) * launch.headDim();
        return perPair * counts.attendedPairs;
    }

    /** FLOPs of all whole tile pairs: what the tensor cores execute. */
    public double executedFlops() {
        return launch.flopsPerTilePair() * counts.tileCount;
    }

    /** Bytes that must come from and go to HBM. */
    public long hbmBytes() {
        return hbmBytes;
    }

    /** SM slots that CTAs can be resident in at once. */
    public int slotCount() {
        return launch.gpu().smCount() * residentCtas();
    }

    /** CTAs resident on an SM in this launch: CTAs spread over the SMs before they share one. */
    public int residentCtas() {
        long needed = CeilDiv.of(ctaCount(), (long) launch.gpu().smCount());
        return (int) Math.max(1, Math.min(launch.ctasPerSm(), needed));
    }
}
