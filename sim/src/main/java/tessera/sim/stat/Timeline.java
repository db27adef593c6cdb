package tessera.sim.stat;

import java.util.List;

/** Takes the intervals of a run, to be drawn later. Attached before the run by {@link StatGroup#attach}. */
public interface Timeline {
    /** Drops everything. */
    Timeline NONE = new Timeline() {
        @Override
        public int track(String path, long periodFs) {
            return 0;
        }

        @Override
        public int labels(List<String> texts) {
            return 0;
        }

        @Override
        public void interval(int track, int label, long fromCycle, long toCycle) {}
    };

    /** Announces a track whose cycles last {@code periodFs} femtoseconds; returns its index. */
    int track(String path, long periodFs);

    /** Announces labels; the first gets the returned index, the others follow. */
    int labels(List<String> texts);

    /** One interval, 0 ≤ {@code fromCycle} < {@code toCycle} (exclusive). On one track, intervals come in order. */
    void interval(int track, int label, long fromCycle, long toCycle);
}
