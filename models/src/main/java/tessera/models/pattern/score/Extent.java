package tessera.models.pattern.score;

import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;
import tessera.traces.check.CeilDiv;

/**
 * How large one head's estimate is: what costs are computed from.
 *
 * @param shape the sizes
 * @param phase in decode each query is a step of its own that reads the estimator's keys again
 * @param queryBlock queries in a block
 * @param keyBlock keys in a block
 */
public record Extent(AttentionShape shape, Phase phase, int queryBlock, int keyBlock) {
    private static final int BYTES = 2;
    private static final int SCORE_BYTES = 4;

    public long rows() {
        return CeilDiv.of((long) shape.queryCount(), queryBlock);
    }

    public long columns() {
        return CeilDiv.of((long) shape.keyCount(), keyBlock);
    }

    /** Share of all pairs that are visible. */
    public double visibleShare() {
        return (double) shape.densePairs() / ((double) shape.queryCount() * shape.keyCount());
    }

    /** Legal pairs of blocks, those on the diagonal whole. */
    public long cells() {
        long all = rows() * columns();
        return shape.isCausal() ? (long) Math.ceil(all * visibleShare() + rows() * 0.5 * (1 - 1.0 / queryBlock)) : all;
    }

    /** Key/value heads per query head. */
    public double keyShare() {
        return 1.0 / shape.groupSize();
    }

    /**
     * The cost of {@code flops} on {@code estimatorKeys} vectors of {@code width} elements at {@code bits}: read once in
     * prefill together with the queries, once a query in decode; keys are shared by the query heads of a group.
     *
     * @param scores scores written
     */
    public SelectionCost cost(double flops, double estimatorKeys, double width, int bits, double scores) {
        double keyBytes = estimatorKeys * width * bits / 8 * keyShare();
        double bytes = phase == Phase.DECODE
                ? shape.queryCount() * keyBytes
                : keyBytes + (double) shape.queryCount() * shape.headDim() * BYTES;
        return new SelectionCost(Math.round(flops), bits, Math.round(bytes + SCORE_BYTES * scores), 0);
    }
}
