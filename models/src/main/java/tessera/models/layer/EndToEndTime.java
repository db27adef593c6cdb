package tessera.models.layer;

import tessera.models.cost.GpuRates;
import tessera.models.plan.Phase;

/**
 * A whole model on a GPU: its attention as given, everything else by roofline.
 *
 * @param otherUs dense parts of all layers, in microseconds, of a prefill or of one decode step
 * @param denseAttentionUs dense attention of all layers
 * @param attentionUs the pattern's
 * @param denseBatch sequences whose dense key/value cache fits beside the weights; 0 where there is no cache
 * @param batch the same with what the pattern keeps
 */
public record EndToEndTime(double otherUs, double denseAttentionUs, double attentionUs, long denseBatch, long batch) {
    private static final double US = 1e6;
    private static final int ELEMENT = 2;

    /**
     * @param keptShare of the cache that must lie in the GPU's memory
     * @param memoryBytes of the GPU
     */
    public static EndToEndTime of(
            LayerModel model,
            GpuRates gpu,
            Phase phase,
            double denseAttentionUs,
            double attentionUs,
            double keptShare,
            long memoryBytes) {
        double rows = phase == Phase.DECODE ? 1 : model.tokens();
        double compute = 2 * rows * model.blockWeights() / gpu.flopsPerSecond();
        double memory = (double) ELEMENT * model.blockWeights() / gpu.hbmBytesPerSecond();
        double other = model.layers() * Math.max(compute, memory) * US;
        double free = Math.max(0, memoryBytes - (double) ELEMENT * model.weights());
        double cache = (double) model.cacheBytesPerToken() * model.tokens();
        long denseBatch = model.isCausal() ? (long) (free / cache) : 0;
        long batch = model.isCausal() ? (long) (free / (cache * keptShare)) : 0;
        return new EndToEndTime(other, denseAttentionUs, attentionUs, denseBatch, batch);
    }

    /** Attention's share of the dense model's time. */
    public double attentionShare() {
        return denseAttentionUs / (denseAttentionUs + otherUs);
    }

    /** Of the whole model. */
    public double speedup() {
        return (denseAttentionUs + otherUs) / (attentionUs + otherUs);
    }

    /**
     * Tokens a second over the dense model's when each runs as many sequences as fit: dense parts are shared by the batch
     * (weights are read once), attention is not. 0 where a single dense sequence does not fit.
     */
    public double throughputGain() {
        if (denseBatch == 0 || batch == 0) {
            return 0;
        }
        double dense = denseBatch / (otherUs + denseBatch * denseAttentionUs);
        return batch / (otherUs + batch * attentionUs) / dense;
    }
}
