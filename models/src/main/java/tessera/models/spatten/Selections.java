package tessera.models.spatten;

import java.util.SplittableRandom;
import tessera.models.golden.QuickSelect;
import tessera.models.machine.TopKParams;

/** Cycles that the top-k engine needs to find a threshold, before its filter pass. */
public final class Selections {
    private Selections() {}

    /**
     * On real scores. The pivots depend on seed and ordinal only, so the order in which rows are computed cannot matter.
     *
     * @param k kept; 0 for nothing to find when it is not below the number of scores
     * @param ordinal which selection of the run this is
     */
    public static QuickSelect.Outcome select(long[] scores, int k, long seed, long ordinal) {
        return QuickSelect.select(scores, k, new SplittableRandom(seed * 0x9E3779B97F4A7C15L + ordinal));
    }

    /** On real scores, in cycles. */
    public static long cycles(TopKParams topK, long[] scores, int k, long seed, long ordinal) {
        return k == 0 || k >= scores.length ? 0 : cycles(topK, scores.length, select(scores, k, seed, ordinal));
    }

    /** Of a selection that has been made: the rounds of quick-select, or the passes of a radix engine. */
    public static long cycles(TopKParams topK, int scoreCount, QuickSelect.Outcome outcome) {
        return switch (topK.engine()) {
            case QUICK_SELECT -> outcome.cycles(topK.lanes(), topK.roundOverheadCycles());
            case RADIX -> outcome.roundSizes().length == 0 ? 0 : topK.radixCycles(scoreCount);
        };
    }
}
