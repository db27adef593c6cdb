package tessera.sim.stat;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a timeline: a component reports intervals here. Without a {@link Timeline}, which is the normal case,
 * that costs one branch.
 */
public final class Track {
    private final List<String> labels = new ArrayList<>();
    private Timeline timeline = Timeline.NONE;
    private boolean isTraced;
    private int trackIndex;
    private int firstLabel;

    Track() {}

    /** Declares a kind of interval, at construction of the component; its index is used in {@link #interval}. */
    public int label(String text) {
        labels.add(text);
        return labels.size() - 1;
    }

    /** Reports what went on from one cycle to another (exclusive), in cycles of the component; empty ones are dropped. */
    public void interval(int label, long fromCycle, long toCycle) {
        if (isTraced && fromCycle < toCycle) {
            timeline.interval(trackIndex, firstLabel + label, fromCycle, toCycle);
        }
    }

    void attach(Timeline sink, String path, long periodFs) {
        timeline = sink;
        trackIndex = sink.track(path, periodFs);
        firstLabel = sink.labels(labels);
        isTraced = true;
    }
}
