package tessera.models.golden;

/**
 * Local value pruning: per head and query, the values with the smallest probabilities are left out of prob × V.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, section III-C (a fixed fraction of V is not fetched).
 */
public final class LocalValuePruning {
    private LocalValuePruning() {}

    /** Positions kept of one row of n ≥ 1 probabilities: ⌊keepRatio · n⌋ of them, at least 1; ascending. */
    public static int[] keptPositions(int[] probabilities, double keepRatio) {
        int kept = KeepSchedule.keptCount(probabilities.length, keepRatio);
        if (kept >= probabilities.length) {
            return all(probabilities.length);
        }
        return TopK.keptIndices(scores(probabilities), kept);
    }

    /** The probabilities as top-k scores. */
    public static long[] scores(int[] probabilities) {
        long[] scores = new long[probabilities.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = probabilities[i];
        }
        return scores;
    }

    private static int[] all(int count) {
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = i;
        }
        return positions;
    }
}
