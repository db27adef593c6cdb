package tessera.sim.spatten;

import java.util.ArrayList;
import java.util.List;
import tessera.sim.stat.Timeline;

/** A timeline whose cycle 0 lies later: for runs that follow one another, such as the layers of a trace. */
final class ShiftedTimeline implements Timeline {
    private final Timeline sink;
    private final long startFs;
    private final List<Long> periods = new ArrayList<>();
    private final List<Integer> sinkTracks = new ArrayList<>();

    ShiftedTimeline(Timeline sink, long startFs) {
        this.sink = sink;
        this.startFs = startFs;
    }

    @Override
    public int track(String path, long periodFs) {
        periods.add(periodFs);
        sinkTracks.add(sink.track(path, periodFs));
        return periods.size() - 1;
    }

    @Override
    public int labels(List<String> texts) {
        return sink.labels(texts);
    }

    @Override
    public void interval(int track, int label, long fromCycle, long toCycle) {
        long start = startFs / periods.get(track);
        sink.interval(sinkTracks.get(track), label, start + fromCycle, start + toCycle);
    }
}
