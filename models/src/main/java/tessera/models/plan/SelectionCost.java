package tessera.models.plan;

/**
 * What it costs to decide on a mask, apart from the attention itself. Zero for masks that need no look at the data.
 *
 * @param flops multiplications and additions of estimating, counted separately
 * @param bits operand width of those
 * @param bytes read and written for estimating
 * @param rankedScores scores that go through a top-k
 */
public record SelectionCost(long flops, int bits, long bytes, long rankedScores) {
    public static final SelectionCost NONE = new SelectionCost(0, 0, 0, 0);

    public SelectionCost {
        if (flops < 0 || bits < 0 || bytes < 0 || rankedScores < 0) {
            throw new IllegalArgumentException("negative selection cost: " + flops + " flops at " + bits + " bits, "
                    + bytes + " bytes, " + rankedScores + " ranked scores");
        }
    }
}
