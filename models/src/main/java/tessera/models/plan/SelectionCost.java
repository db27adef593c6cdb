package tessera.models.plan;

/**
 * What it costs to decide on a mask, apart from the attention itself. Zero for masks that need no look at the data.
 *
 * @param flops multiplications and additions of estimating, counted separately
 * @param bits operand width of those
 * @param bytes read and written for estimating
 * @param rankedScores scores that go through a top-k: one pass and the kept ones sorted
 * @param sortedScores scores that are sorted whole, as cumulative rules (top-p) need it
 * @param permutedBytes read and written to move tokens into another order
 * @param launches GPU kernels started for all this; 0 where another head's launch does this head too
 */
public record SelectionCost(
        long flops, int bits, long bytes, long rankedScores, long sortedScores, long permutedBytes, int launches) {
    public static final SelectionCost NONE = new SelectionCost(0, 0, 0, 0);

    public SelectionCost {
        if (flops < 0
                || bits < 0
                || bytes < 0
                || rankedScores < 0
                || sortedScores < 0
                || permutedBytes < 0
                || launches < 0) {
            throw new IllegalArgumentException("negative selection cost: " + flops + " flops at " + bits + " bits, "
                    + bytes + " bytes, " + rankedScores + " ranked scores, " + sortedScores + " sorted scores, "
                    + permutedBytes + " permuted bytes, " + launches + " launches");
        }
    }

    /** Estimating and ranking alone. */
    public SelectionCost(long flops, int bits, long bytes, long rankedScores) {
        this(flops, bits, bytes, rankedScores, 0, 0, 0);
    }

    /** Whether deciding costs anything. */
    public boolean isFree() {
        return flops == 0
                && bytes == 0
                && rankedScores == 0
                && sortedScores == 0
                && permutedBytes == 0
                && launches == 0;
    }

    /** The same in a launch that another head pays for. */
    public SelectionCost withoutLaunches() {
        return new SelectionCost(flops, bits, bytes, rankedScores, sortedScores, permutedBytes, 0);
    }

    /** Both costs; FLOPs at different widths are counted at the wider one. */
    public SelectionCost plus(SelectionCost other) {
        return new SelectionCost(
                Math.addExact(flops, other.flops),
                Math.max(bits, other.bits),
                Math.addExact(bytes, other.bytes),
                Math.addExact(rankedScores, other.rankedScores),
                Math.addExact(sortedScores, other.sortedScores),
                Math.addExact(permutedBytes, other.permutedBytes),
                Math.addExact(launches, other.launches));
    }
}
