package tessera.models.machine;

/**
 * The top-k engine.
 *
 * @param engine how it finds the k-th largest score
 * @param engineCount engines of this kind in the machine; with two, the second serves cascade pruning beside the first.
 *     <b>Source:</b> arXiv 2012.09852 v3, section IV-B (two; head pruning shares the token engine)
 * @param capacity scores of the longest row, at least 1. <b>Source:</b> 1024, the longest context, table I
 * @param lanes scores compared per cycle, a power of two. <b>Source:</b> two arrays of 16 comparators, table I
 * @param scoreBits width of one score. <b>Source:</b> 12, the datapath width
 * @param roundOverheadCycles cycles of one quick-select round beyond its scores. <b>Source:</b> 3, latency model of the
 *     released RTL
 */
public record TopKParams(
        Engine engine, int engineCount, int capacity, int lanes, int scoreBits, int roundOverheadCycles) {
    /** How an engine finds the k-th largest. */
    public enum Engine {
        /** Rounds of comparing all live scores with a random pivot; time depends on the data. */
        QUICK_SELECT
    }

    public TopKParams {
        Checks.atLeast("top_k.engine_count", engineCount, 1);
        Checks.atLeast("top_k.capacity", capacity, 1);
        Checks.powerOfTwo("top_k.lanes", lanes, "compaction shifts by powers of two");
        Checks.atLeast("top_k.score_bits", scoreBits, 1);
        Checks.atLeast("top_k.round_overhead_cycles", roundOverheadCycles, 0);
    }
}
