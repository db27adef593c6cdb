package tessera.viz.timeline;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import tessera.traces.file.OutputFiles;
import tessera.traces.json.Json;

/**
 * Writes a timeline while a simulation runs: nothing is kept in memory but the names of tracks. The file appears when
 * all is written, gzipped if its name ends in {@code .gz}; the same calls give the same bytes. For one thread.
 *
 * <p><b>Source:</b> Trace Event Format (Google, "JSON object format"): metadata {@code M}, complete {@code X}, counter
 * {@code C} events; times in microseconds.
 */
public final class Timeline {
    /** What is drawn; called once, while the file is open. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Timeline timeline);
    }

    /**
     * A row of slices in the viewer.
     *
     * @param group heading under which it stands: a machine, a clock domain
     * @param name the unit
     */
    public record Track(String group, String name) {}

    private final JsonGenerator json;
    private final TimeBase timeBase;
    private final Map<String, Integer> groups = new LinkedHashMap<>();
    private final Map<Track, Integer> tracks = new LinkedHashMap<>();

    private Timeline(JsonGenerator json, TimeBase timeBase) {
        this.json = json;
        this.timeBase = timeBase;
    }

    /**
     * Writes one file.
     *
     * @throws tessera.traces.check.InputException if the file cannot be written; an exception of the content passes
     *     through; in both cases nothing is left behind
     */
    public static void write(Path file, TimeBase timeBase, Content content) {
        boolean isZipped = file.getFileName().toString().endsWith(".gz");
        OutputFiles.write(file, out -> {
            try (OutputStream bytes = isZipped ? new GZIPOutputStream(out, 1 << 16) : out;
                    JsonGenerator json = Json.mapper().createGenerator(bytes)) {
                json.writeStartObject();
                json.writeStringField("displayTimeUnit", "ns");
                json.writeArrayFieldStart("traceEvents");
                content.writeTo(new Timeline(json, timeBase));
                json.writeEndArray();
                json.writeEndObject();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    /**
     * Something that lasts from one cycle to another.
     *
     * @param fromCycle,toCycle begin and end, 0 ≤ from ≤ to; slices of one track either nest or do not touch
     * @param arguments shown when the slice is selected, by name: strings, numbers, booleans; may be empty
     */
    public void slice(Track track, String name, long fromCycle, long toCycle, Map<String, Object> arguments) {
        if (fromCycle < 0 || toCycle < fromCycle) {
            throw new IllegalArgumentException(
                    "slice '" + name + "' of track " + track.name() + " from cycle " + fromCycle + " to " + toCycle);
        }
        int trackId = trackId(track);
        event("X", name, groups.get(track.group()), trackId, () -> {
            long from = timeBase.nanoseconds(fromCycle);
            microseconds("ts", from);
            microseconds("dur", timeBase.nanoseconds(toCycle) - from);
            arguments(arguments);
        });
    }

    /** The value of a counter from this cycle on; finite. */
    public void counter(String group, String name, long cycle, double value) {
        if (cycle < 0 || !Double.isFinite(value)) {
            throw new IllegalArgumentException("counter '" + name + "' is " + value + " at cycle " + cycle);
        }
        event("C", name, groupId(group), 0, () -> {
            microseconds("ts", timeBase.nanoseconds(cycle));
            arguments(Map.of("value", value));
        });
    }

    private int groupId(String group) {
        Integer known = groups.get(group);
        if (known != null) {
            return known;
        }
        int id = groups.size() + 1;
        groups.put(group, id);
        event("M", "process_name", id, 0, () -> arguments(Map.of("name", group)));
        event("M", "process_sort_index", id, 0, () -> arguments(Map.of("sort_index", id)));
        return id;
    }

    private int trackId(Track track) {
        Integer known = tracks.get(track);
        if (known != null) {
            return known;
        }
        int groupId = groupId(track.group());
        int id = tracks.size() + 1;
        tracks.put(track, id);
        event("M", "thread_name", groupId, id, () -> arguments(Map.of("name", track.name())));
        event("M", "thread_sort_index", groupId, id, () -> arguments(Map.of("sort_index", id)));
        return id;
    }

    /** The part of an event that differs from kind to kind. */
    @FunctionalInterface
    private interface Fields {
        void write() throws IOException;
    }

    private void event(String phase, String name, int group, int track, Fields fields) {
        try {
            json.writeStartObject();
            json.writeStringField("ph", phase);
            json.writeStringField("name", name);
            json.writeNumberField("pid", group);
            json.writeNumberField("tid", track);
            fields.write();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void microseconds(String field, long nanoseconds) throws IOException {
        if (nanoseconds % 1000 == 0) {
            json.writeNumberField(field, nanoseconds / 1000);
        } else {
            json.writeNumberField(field, BigDecimal.valueOf(nanoseconds, 3));
        }
    }

    private void arguments(Map<String, Object> arguments) throws IOException {
        if (!arguments.isEmpty()) {
            json.writeObjectFieldStart("args");
            for (Map.Entry<String, Object> argument : new TreeMap<>(arguments).entrySet()) {
                json.writeObjectField(argument.getKey(), argument.getValue());
            }
            json.writeEndObject();
        }
    }
}
