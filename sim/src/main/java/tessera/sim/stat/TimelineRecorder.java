package tessera.sim.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Timeline} in memory, for a writer to go through afterwards: 24 bytes an interval. Beyond {@code capacity}
 * intervals, further ones are dropped and counted.
 */
public final class TimelineRecorder implements Timeline {
    /**
     * One recorded interval, in time.
     *
     * @param track path of the component's ledger or track
     * @param label what went on
     * @param fromFs begin, femtoseconds
     * @param toFs end (exclusive), femtoseconds
     */
    public record Interval(String track, String label, long fromFs, long toFs) {}

    private final int capacity;
    private final List<String> trackPaths = new ArrayList<>();
    private final List<Long> periods = new ArrayList<>();
    private final List<String> labelTexts = new ArrayList<>();
    private int[] tracks = new int[64];
    private int[] labels = new int[64];
    private long[] fromCycles = new long[64];
    private long[] toCycles = new long[64];
    private int size;
    private long droppedCount;

    /** A recorder for at most {@code capacity} intervals. */
    public TimelineRecorder(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public int track(String path, long periodFs) {
        trackPaths.add(path);
        periods.add(periodFs);
        return trackPaths.size() - 1;
    }

    @Override
    public int labels(List<String> texts) {
        labelTexts.addAll(texts);
        return labelTexts.size() - texts.size();
    }

    @Override
    public void interval(int track, int label, long fromCycle, long toCycle) {
        if (size == capacity) {
            droppedCount++;
            return;
        }
        if (size == tracks.length) {
            grow();
        }
        tracks[size] = track;
        labels[size] = label;
        fromCycles[size] = fromCycle;
        toCycles[size] = toCycle;
        size++;
    }

    /** Track paths in the order in which they were announced, which is that of the statistics tree. */
    public List<String> trackPaths() {
        return List.copyOf(trackPaths);
    }

    /** Everything recorded, track by track, each in order of time: the same for every order of components. */
    public List<Interval> intervals() {
        List<List<Interval>> byTrack = new ArrayList<>();
        for (int track = 0; track < trackPaths.size(); track++) {
            byTrack.add(new ArrayList<>());
        }
        for (int i = 0; i < size; i++) {
            long period = periods.get(tracks[i]);
            byTrack.get(tracks[i])
                    .add(new Interval(
                            trackPaths.get(tracks[i]),
                            labelTexts.get(labels[i]),
                            Math.multiplyExact(fromCycles[i], period),
                            Math.multiplyExact(toCycles[i], period)));
        }
        List<Interval> all = new ArrayList<>();
        byTrack.forEach(all::addAll);
        return all;
    }

    /** Intervals that found no room; which ones they were can depend on the order of components. */
    public long droppedCount() {
        return droppedCount;
    }

    private void grow() {
        int length = (int) Math.min(capacity, 2L * tracks.length);
        tracks = Arrays.copyOf(tracks, length);
        labels = Arrays.copyOf(labels, length);
        fromCycles = Arrays.copyOf(fromCycles, length);
        toCycles = Arrays.copyOf(toCycles, length);
    }
}
