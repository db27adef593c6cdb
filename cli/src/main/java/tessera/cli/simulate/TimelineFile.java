package tessera.cli.simulate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import tessera.sim.stat.TimelineRecorder;
import tessera.traces.file.OutputFiles;
import tessera.viz.timeline.TimeBase;
import tessera.viz.timeline.Timeline;

/** What every unit did when, as a file for ui.perfetto.dev or chrome://tracing; a gap is a unit with nothing to do. */
public final class TimelineFile {
    /** 24 bytes each. */
    private static final int CAPACITY = 4_000_000;

    private static final String CYCLES = ".cycles";
    private static final String IDLE = "upstream";

    private final Path file;
    private final TimelineRecorder recorder = new TimelineRecorder(CAPACITY);

    /** A place that cannot be written is refused before anything is run for it. */
    public TimelineFile(Path file) {
        OutputFiles.checkFile(file);
        this.file = file;
    }

    /** To be attached to the run. */
    public tessera.sim.stat.Timeline recorder() {
        return recorder;
    }

    /** Writes the file after the run; a run with more intervals than fit says so. */
    public void write(PrintWriter err) {
        Timeline.write(file, TimeBase.ofPeriod(1), timeline -> {
            for (TimelineRecorder.Interval interval : recorder.intervals()) {
                if (!interval.label().equals(IDLE)) {
                    timeline.slice(
                            track(interval.track()), interval.label(), interval.fromFs(), interval.toFs(), Map.of());
                }
            }
        });
        if (recorder.droppedCount() > 0) {
            err.println("note: the timeline holds the first " + CAPACITY + " intervals; " + recorder.droppedCount()
                    + " more have been left out");
        }
    }

    /** {@code spatten.memory.channel_0.cycles} is the track {@code memory.channel_0} of {@code spatten}. */
    private static Timeline.Track track(String path) {
        int dot = path.indexOf('.');
        String unit = path.substring(dot + 1);
        return new Timeline.Track(
                path.substring(0, Math.max(0, dot)),
                unit.endsWith(CYCLES) ? unit.substring(0, unit.length() - CYCLES.length()) : unit);
    }
}
