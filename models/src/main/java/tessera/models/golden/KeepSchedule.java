package tessera.models.golden;

/**
 * Keep ratio of every layer: the first layers keep all, then the ratio runs linearly from the start ratio to
 * 2 · average − start.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, section V-A: first 15 % of layers unpruned for tokens, 30 % for heads;
 * r_start + r_end = 2 r_avg. Rounding is ours, chosen to meet the counts in the authors' workload files (⌊0.9 · 1024⌋ = 921).
 *
 * @param unprunedFraction share of the layers, from the first on, that keep everything; a part of a layer counts as whole;
 *     0 to 1
 * @param startRatio keep ratio of the first pruned layer, above 0 and at most 1
 * @param averageRatio mean keep ratio of the pruned layers; the end ratio must come out above 0 and at most the start ratio
 */
public record KeepSchedule(double unprunedFraction, double startRatio, double averageRatio) {
    /** Keeps everything in every layer. */
    public static final KeepSchedule KEEP_ALL = new KeepSchedule(1, 1, 1);

    /** Absorbs the rounding of ratio · count, so that 0.3 of 1000 is 300; far below one part of any count here. */
    private static final double ROUNDING = 1e-9;

    public KeepSchedule {
        if (!(unprunedFraction >= 0 && unprunedFraction <= 1)) {
            throw new IllegalArgumentException("unpruned fraction " + unprunedFraction + " is not in 0 to 1");
        }
        if (!(startRatio > 0 && startRatio <= 1 && averageRatio <= startRatio && 2 * averageRatio - startRatio > 0)) {
            throw new IllegalArgumentException("keep ratios from " + startRatio + " with average " + averageRatio
                    + " end at " + (2 * averageRatio - startRatio)
                    + "; the start must be in (0, 1], the end in (0, start]");
        }
    }

    /** Ratio of the last layer, r_end. */
    public double endRatio() {
        return 2 * averageRatio - startRatio;
    }

    /** Keep ratio of a layer, 0 ≤ layer < layerCount. A single pruned layer gets the average. */
    public double ratio(int layer, int layerCount) {
        int unpruned = (int) Math.ceil(unprunedFraction * layerCount - ROUNDING);
        if (layer < unpruned) {
            return 1;
        }
        int steps = layerCount - unpruned - 1;
        if (steps == 0) {
            return averageRatio;
        }
        return startRatio + (endRatio() - startRatio) * (layer - unpruned) / steps;
    }

    /** Of {@code count} ≥ 1 at the start, how many a layer keeps: ⌊ratio · count⌋, at least 1; never grows with the layer. */
    public int keptCount(int count, int layer, int layerCount) {
        return keptCount(count, ratio(layer, layerCount));
    }

    /** ⌊ratio · count⌋, at least 1. */
    public static int keptCount(int count, double ratio) {
        return Math.max(1, (int) Math.floor(ratio * count + ROUNDING));
    }
}
