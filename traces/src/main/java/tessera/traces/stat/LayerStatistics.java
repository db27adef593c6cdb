package tessera.traces.stat;

/**
 * How one layer attends, averaged over its heads and queries. p(h, q, k) is the probability with which query q of head h
 * attends to key k; "the top 10 %" of n are the ceil(n / 10) largest. All but the entropy lie between 0 and 1.
 *
 * @param layer index from 0
 * @param top10Mass mean over heads and queries of the probability on the top 10 % of the keys that the query may see
 * @param entropy mean over heads and queries of −Σ p log2 p, in bits: 0 (one key) to log2(keys) (uniform)
 * @param sinkShare mean over heads and queries of the probability on key 0, the usual attention sink
 * @param importanceConcentration mean over heads of the share of the top 10 % of the keys in the head's token importance,
 *     the sum of p over its queries (what SpAtten's token pruning accumulates)
 */
public record LayerStatistics(
        int layer, double top10Mass, double entropy, double sinkShare, double importanceConcentration) {}
