package tessera.models.golden;

import java.util.Arrays;

/**
 * The k largest of n scores. Ties at the k-th largest keep the lowest indices; what is kept stays in original order;
 * k = 0 keeps nothing, k ≥ n keeps all. Scores are compared as signed integers; {@link #ordered} maps floats to them.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, section IV-B (threshold by quick-select, then a filter pass); the tie rule
 * is ours.
 */
public final class TopK {
    private TopK() {}

    /**
     * What a selection engine says before the filter pass. For k = 0 both counts are 0 and the threshold means nothing;
     * for k ≥ n the threshold is the minimum.
     *
     * @param threshold the k-th largest score
     * @param greaterCount scores above the threshold; all of them are kept
     * @param keepEqualCount scores equal to the threshold that are kept, lowest indices first
     */
    public record Answer(long threshold, int greaterCount, int keepEqualCount) {}

    /** Threshold and counts for k ≥ 0 of n ≥ 1 scores, by sorting. O(n log n). */
    public static Answer answer(long[] scores, int k) {
        checkArguments(scores.length, k);
        if (k == 0) {
            return new Answer(0, 0, 0);
        }
        long[] sorted = scores.clone();
        Arrays.sort(sorted);
        int kept = Math.min(k, sorted.length);
        long threshold = sorted[sorted.length - kept];
        int greater = 0;
        for (long score : scores) {
            if (score > threshold) {
                greater++;
            }
        }
        return new Answer(threshold, greater, kept - greater);
    }

    /** The filter pass: indices of the kept scores, ascending. O(n). */
    public static int[] filter(long[] scores, Answer answer) {
        int[] kept = new int[answer.greaterCount() + answer.keepEqualCount()];
        int equalLeft = answer.keepEqualCount();
        int count = 0;
        for (int i = 0; i < scores.length && count < kept.length; i++) {
            boolean isGreater = scores[i] > answer.threshold();
            if (isGreater || (scores[i] == answer.threshold() && equalLeft > 0)) {
                equalLeft -= isGreater ? 0 : 1;
                kept[count++] = i;
            }
        }
        return kept;
    }

    /** Indices of the k largest scores, ascending. O(n log n). */
    public static int[] keptIndices(long[] scores, int k) {
        return filter(scores, answer(scores, k));
    }

    /** As {@link #keptIndices(long[], int)} for finite or infinite floats; NaN is refused, -0 equals 0. */
    public static int[] keptIndices(double[] scores, int k) {
        return keptIndices(ordered(scores), k);
    }

    /** Integers in the same order as the given numbers, equal where they are equal. NaN is refused. */
    public static long[] ordered(double[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " is not a number");
            }
            long bits = Double.doubleToRawLongBits(scores[i] + 0.0); // -0.0 + 0.0 = 0.0
            keys[i] = bits ^ (bits >> 63 & Long.MAX_VALUE);
        }
        return keys;
    }

    static void checkArguments(int scoreCount, int k) {
        if (scoreCount < 1 || k < 0) {
            throw new IllegalArgumentException(
                    "top-k of " + scoreCount + " scores with k = " + k + "; needs at least one score and k >= 0");
        }
    }
}
