package tessera.viz.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.check.InputException;
import tessera.traces.json.Json;

class TimelineTest {
    private static final Timeline.Track QK = new Timeline.Track("spatten", "QK");
    private static final Timeline.Track DRAM = new Timeline.Track("memory", "DRAM");

    @TempDir
    private Path folder;

    private static void example(Timeline timeline) {
        timeline.slice(QK, "head 0", 3, 10, Map.of("keys", 97, "layer", 2));
        timeline.slice(DRAM, "burst", 0, 4, Map.of());
        timeline.slice(QK, "head \"1\"", 10, 10, Map.of());
        timeline.counter("memory", "queued words", 4, 1.5);
    }

    private static List<String> events(String json) {
        List<String> events = new ArrayList<>();
        for (JsonNode event : Json.parse(json).get("traceEvents")) {
            events.add(event.toString());
        }
        return events;
    }

    @Test
    void tracksAreNamedOnceAndCyclesAreMicroseconds() throws IOException {
        Path file = folder.resolve("run.json");
        Timeline.write(file, TimeBase.cycles(), TimelineTest::example);
        assertEquals(
                List.of(
                        "{'ph':'M','name':'process_name','pid':1,'tid':0,'args':{'name':'spatten'}}",
                        "{'ph':'M','name':'process_sort_index','pid':1,'tid':0,'args':{'sort_index':1}}",
                        "{'ph':'M','name':'thread_name','pid':1,'tid':1,'args':{'name':'QK'}}",
                        "{'ph':'M','name':'thread_sort_index','pid':1,'tid':1,'args':{'sort_index':1}}",
                        "{'ph':'X','name':'head 0','pid':1,'tid':1,'ts':3,'dur':7,'args':{'keys':97,'layer':2}}",
                        "{'ph':'M','name':'process_name','pid':2,'tid':0,'args':{'name':'memory'}}",
                        "{'ph':'M','name':'process_sort_index','pid':2,'tid':0,'args':{'sort_index':2}}",
                        "{'ph':'M','name':'thread_name','pid':2,'tid':2,'args':{'name':'DRAM'}}",
                        "{'ph':'M','name':'thread_sort_index','pid':2,'tid':2,'args':{'sort_index':2}}",
                        "{'ph':'X','name':'burst','pid':2,'tid':2,'ts':0,'dur':4}",
                        "{'ph':'X','name':'head \\'1\\'','pid':1,'tid':1,'ts':10,'dur':0}",
                        "{'ph':'C','name':'queued words','pid':2,'tid':0,'ts':4,'args':{'value':1.5}}"),
                events(Files.readString(file)).stream()
                        .map(event -> event.replace('"', '\''))
                        .toList());
    }

    /** 1.85 GHz: 540,540 fs. Cycle 3 = 1.62162 ns -> 1 ns; cycle 10 = 5.4054 ns -> 5 ns: slices 3-10 and 10-… meet. */
    @Test
    void trueTimeIsRoundedSoThatSlicesStillMeet() throws IOException {
        Path file = folder.resolve("run.json");
        Timeline.write(file, TimeBase.ofPeriod(540_540), TimelineTest::example);
        List<JsonNode> slices = new ArrayList<>();
        Json.parse(Files.readString(file)).get("traceEvents").forEach(event -> {
            if (event.get("ph").asText().equals("X") && event.get("tid").asInt() == 1) {
                slices.add(event);
            }
        });
        assertEquals("0.001", slices.get(0).get("ts").asText());
        assertEquals("0.004", slices.get(0).get("dur").asText());
        assertEquals("0.005", slices.get(1).get("ts").asText());
    }

    @Test
    void gzIsGzippedAndTheSameCallsGiveTheSameBytes() throws IOException {
        Path plain = folder.resolve("run.json");
        Path first = folder.resolve("first.json.gz");
        Path second = folder.resolve("second.json.gz");
        for (Path file : List.of(plain, first, second)) {
            Timeline.write(file, TimeBase.cycles(), TimelineTest::example);
        }
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(first))) {
            assertEquals(Files.readString(plain), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void wrongSlicesAndFailuresLeaveNoFile() {
        Path file = folder.resolve("run.json");
        assertThrows(
                IllegalArgumentException.class,
                () -> Timeline.write(file, TimeBase.cycles(), timeline -> timeline.slice(QK, "a", 5, 4, Map.of())));
        assertThrows(
                IllegalArgumentException.class,
                () -> Timeline.write(file, TimeBase.cycles(), timeline -> timeline.counter("g", "c", 0, Double.NaN)));
        assertThrows(IllegalArgumentException.class, () -> TimeBase.ofPeriod(0));
        assertFalse(Files.exists(file));
        Path nowhere = Path.of("/proc/nope/x/run.json");
        assertThrows(InputException.class, () -> Timeline.write(nowhere, TimeBase.cycles(), TimelineTest::example));
    }
}
