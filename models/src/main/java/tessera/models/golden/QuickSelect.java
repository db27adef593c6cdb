package tessera.models.golden;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The k-th largest by quick-select as the top-k engine finds it, with the number of live scores of every round: the
 * engine's time is a sum over these. Each round compares all live scores with a random pivot and keeps one side.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, section IV-B, algorithm 3.
 */
public final class QuickSelect {
    private QuickSelect() {}

    /**
     * What a selection found, and in which rounds.
     *
     * @param answer the same as {@link TopK#answer}
     * @param roundSizes live scores at the start of each round, from n downwards; empty where nothing is to be found
     *     (k = 0 or k ≥ n)
     */
    @SuppressWarnings("ArrayRecordComponent") // Copied in and out.
    public record Outcome(TopK.Answer answer, int[] roundSizes) {
        public Outcome {
            roundSizes = roundSizes.clone();
        }

        @Override
        public int[] roundSizes() {
            return roundSizes.clone();
        }

        /** Cycles of an engine that compares {@code lanes} scores a cycle and spends a fixed overhead each round. */
        public long cycles(int lanes, int roundOverheadCycles) {
            long cycles = 0;
            for (int size : roundSizes) {
                cycles += (size + lanes - 1L) / lanes + roundOverheadCycles;
            }
            return cycles;
        }
    }

    /** The k-th largest of n ≥ 1 scores; pivots are live scores drawn from {@code pivots}. O(n) on average. */
    public static Outcome select(long[] scores, int k, SplittableRandom pivots) {
        TopK.checkArguments(scores.length, k);
        if (k == 0 || k >= scores.length) {
            return new Outcome(TopK.answer(scores, k), new int[0]);
        }
        long[] live = scores.clone();
        int liveCount = live.length;
        int wanted = k; // rank from the largest, among the live ones
        int greaterCount = 0;
        int[] rounds = new int[live.length];
        int roundCount = 0;
        while (true) {
            rounds[roundCount++] = liveCount;
            long pivot = live[pivots.nextInt(liveCount)];
            int greater = 0;
            int equal = 0;
            for (int i = 0; i < liveCount; i++) {
                greater += live[i] > pivot ? 1 : 0;
                equal += live[i] == pivot ? 1 : 0;
            }
            if (wanted <= greater) {
                liveCount = keep(live, liveCount, pivot, true);
            } else if (wanted <= greater + equal) {
                TopK.Answer answer = new TopK.Answer(pivot, greaterCount + greater, wanted - greater);
                return new Outcome(answer, Arrays.copyOf(rounds, roundCount));
            } else {
                liveCount = keep(live, liveCount, pivot, false);
                wanted -= greater + equal;
                greaterCount += greater + equal;
            }
        }
    }

    private static int keep(long[] live, int liveCount, long pivot, boolean greaterSide) {
        int kept = 0;
        for (int i = 0; i < liveCount; i++) {
            if (greaterSide ? live[i] > pivot : live[i] < pivot) {
                live[kept++] = live[i];
            }
        }
        return kept;
    }
}
