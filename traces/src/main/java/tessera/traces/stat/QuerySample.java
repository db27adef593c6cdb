package tessera.traces.stat;

import tessera.traces.trace.TraceShape;

/**
 * The queries that are measured: all, or evenly spread ones if all would take too long. The i-th of n among Q is query
 * floor((i + ½) Q / n), so that a part of a causal trace has its short and long rows alike.
 */
final class QuerySample {
    private final int queryCount;
    private final int count;

    private QuerySample(int queryCount, int count) {
        this.queryCount = queryCount;
        this.count = count;
    }

    /** As many queries as keep layers x heads x queries x keys within the budget, at least one. */
    static QuerySample within(TraceShape shape, long largestPairCount) {
        long rowsOfAQuery = (long) shape.layerCount() * shape.headCount();
        double pairsOfAQuery = (double) rowsOfAQuery * shape.keyCount() * (shape.causal() ? 0.5 : 1);
        double fitting = Math.max(1, Math.floor(largestPairCount / pairsOfAQuery));
        return new QuerySample(shape.queryCount(), (int) Math.min(shape.queryCount(), fitting));
    }

    int count() {
        return count;
    }

    int query(int i) {
        return (int) ((2L * i + 1) * queryCount / (2L * count));
    }
}
