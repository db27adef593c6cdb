package tessera.models.machine;

/**
 * The top-k engine: one record for its cycle cost inside a machine, its cycle model at the ports and its Verilog.
 *
 * @param engine how it finds the k-th largest score
 * @param engineCount engines of this kind in the machine; with two, the second serves cascade pruning beside the first.
 *     <b>Source:</b> arXiv 2012.09852 v3, section IV-B (two; head pruning shares the token engine)
 * @param capacity scores of the longest row, at least 1. <b>Source:</b> 1024, the longest context, table I
 * @param lanes scores taken per cycle, a power of two. <b>Source:</b> two arrays of 16 comparators, table I
 * @param scoreBits width of one score. <b>Source:</b> 12, the datapath width
 * @param roundOverheadCycles quick-select only: cycles of one round beyond its scores. <b>Source:</b> 3, latency model of
 *     the released RTL; our own Verilog takes {@link #RTL_ROUND_OVERHEAD_CYCLES}
 * @param digitBits radix only: bits of the scores that one pass decides, the most significant first; the last pass
 *     decides what is left. <b>Source:</b> ours; 4 gives the smallest engine that beats quick-select
 */
public record TopKParams(
        Engine engine,
        int engineCount,
        int capacity,
        int lanes,
        int scoreBits,
        int roundOverheadCycles,
        int digitBits) {
    /** Read, compare, two stages of packing and the decision, less the first row's own cycle. */
    public static final int RTL_ROUND_OVERHEAD_CYCLES = 4;

    /** How an engine finds the k-th largest. */
    public enum Engine {
        /** Rounds of comparing all live scores with a random pivot; time depends on the data. */
        QUICK_SELECT,
        /** Passes that count the scores by one digit after the other; time depends on the number of scores only. */
        RADIX
    }

    public TopKParams {
        Checks.atLeast("top_k.engine_count", engineCount, 1);
        Checks.atLeast("top_k.capacity", capacity, 1);
        Checks.powerOfTwo("top_k.lanes", lanes, "compaction shifts by powers of two");
        Checks.atLeast("top_k.score_bits", scoreBits, 1);
        Checks.atLeast("top_k.round_overhead_cycles", roundOverheadCycles, 0);
        Checks.atLeast("top_k.digit_bits", digitBits, 1);
    }

    /** Rows of {@code lanes} scores that hold {@code scoreCount} of them. */
    public int rows(int scoreCount) {
        return (int) ((scoreCount + (long) lanes - 1) / lanes);
    }

    /** Radix: passes over the scores; the first one counts while they arrive. */
    public int digitCount() {
        return (int) ((scoreBits + (long) digitBits - 1) / digitBits);
    }

    /**
     * Radix: cycles from the last accepted beat to the result, whatever the scores are:
     * {@code 2 + (digitCount - 1) (rows + 1)}.
     */
    public long radixCycles(int scoreCount) {
        return 2 + (digitCount() - 1L) * (rows(scoreCount) + 1L);
    }
}
