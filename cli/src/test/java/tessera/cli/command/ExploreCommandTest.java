package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tessera.cli.CommandLineRun;
import tessera.cli.SmallTrace;
import tessera.traces.json.Json;

/** The command as a person uses it: files, exit codes, refusals, and what is left after Ctrl-C and kill -9. */
class ExploreCommandTest {
    private static final List<String> ROWS = List.of("points.csv", "points.jsonl");
    private static final List<String> RESULTS = List.of("points.csv", "points.jsonl", "summary.json");
    private static final String SPACE = """
            name: tiny
            machine: spatten-hpca21
            workloads:
              - {trace: TRACE}
            parameters:
              - {name: multipliers, set: multiplier_count, powers_of_two: [32, 512]}
              - {name: softmax_lanes, set: softmax.lanes, values: [1, 2, 4, 8]}
              - {name: key_sram, set: key_sram, values: [1, 4, 192], unit: KiB}
              - {name: keep, set: pattern.token_average_keep, range: {from: 0.5, to: 0.9, step: 0.1}}
              - {name: engine, set: top_k.engine, values: [quick_select, radix]}
              - {name: digits, set: top_k.digit_bits, values: [2, 4], when: {engine: [radix]}}
            constraints:
              - area_mm2 <= 3.5
            objectives: [latency_cycles, area_mm2, output_error]
            sampler: {method: grid}
            funnel: {cycle_points: 12, control_points: 8}
            """;

    @TempDir
    private static Path folder;

    private static Path trace;

    @BeforeAll
    static void makeTrace() {
        trace = SmallTrace.in(folder, "tiny", 32, 2, 2, 16);
    }

    private static Path space(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text.replace("TRACE", trace.toString()));
    }

    private static CommandLineRun explore(Path space, Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("explore", space.toString(), "--out", out.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(new String[0]));
    }

    private static void assertSameResults(Path a, Path b) throws IOException {
        for (String file : ROWS) {
            assertArrayEquals(Files.readAllBytes(a.resolve(file)), Files.readAllBytes(b.resolve(file)), file);
        }
        assertEquals(summaryOf(a), summaryOf(b));
    }

    /** The commands in it name the study's folder, the one thing in which two studies here differ. */
    private static String summaryOf(Path study) throws IOException {
        return Files.readString(study.resolve("summary.json")).replace(study.toString(), "STUDY");
    }

    @Test
    void writesRowsAndSummary() throws IOException {
        Path out = folder.resolve("plain");
        CommandLineRun run = explore(space("plain.yaml", SPACE), out, "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode summary = Json.parse(run.out());
        // 5 x 4 x 3 x 5 x (1 + 2): quick-select has no digits.
        assertEquals(900, summary.get("points").asInt());
        assertEquals(20, summary.get("cycle_points").asInt());
        assertEquals("cycle", summary.get("front_level").asText());
        assertTrue(summary.get("is_finished").asBoolean());
        assertTrue(summary.get("rank_correlation").get("latency_cycles").asDouble() > 0.7, run.out());
        double volume = summary.get("hypervolume").asDouble();
        assertTrue(volume > 0 && volume < 1, run.out());

        List<String> csv = Files.readAllLines(out.resolve("points.csv"));
        assertEquals(921, csv.size());
        assertTrue(
                csv.get(0).startsWith("run_id,multipliers,softmax_lanes,key_sram,keep,engine,digits,latency_cycles,"),
                csv.get(0));
        assertTrue(csv.get(0).endsWith(",level,on_front,status"), csv.get(0));
        List<String> jsonl = Files.readAllLines(out.resolve("points.jsonl"));
        assertEquals(920, jsonl.size());
        int onFront = 0;
        for (String line : jsonl) {
            JsonNode row = Json.parse(line);
            boolean isBroken = row.get("area_mm2").asDouble() > 3.5;
            assertEquals(isBroken, row.get("status").asText().startsWith("breaks area_mm2 <= 3.5"), line);
            assertFalse(isBroken && row.get("on_front").asBoolean(), line);
            onFront +=
                    row.get("on_front").asBoolean() && row.get("level").asText().equals("cycle") ? 1 : 0;
        }
        assertEquals(onFront, summary.get("front").size());
        assertTrue(onFront > 1, run.out());
    }

    @Test
    void threadsDoNotChangeABit() throws IOException {
        Path space = space("threads.yaml", SPACE);
        assertEquals(0, explore(space, folder.resolve("one"), "--threads", "1").exitCode());
        assertEquals(0, explore(space, folder.resolve("four"), "--threads", "4").exitCode());
        assertSameResults(folder.resolve("one"), folder.resolve("four"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nsga2", "nsga3"})
    void searchesRepeatThemselvesAndGoOnWhereTheyWere(String method) throws IOException {
        Path space = space(
                method + ".yaml",
                SPACE.replace("{method: grid}", "{method: " + method + ", points: 100, population: 20}")
                        .replace("{cycle_points: 12", "{refine_points: 60, cycle_points: 10"));
        Path whole = folder.resolve(method + "-whole");
        Path cut = folder.resolve(method + "-cut");
        CommandLineRun run = explore(space, whole, "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        int points = Json.parse(run.out()).get("points").asInt();
        // Whole generations, then neighbours of the front.
        assertTrue(points >= 100 && points <= 100 + 20 + 60, run.out());
        assertEquals(0, explore(space, cut).exitCode());
        truncate(cut.resolve("points.log"), 0.4);
        CommandLineRun resumed = explore(space, cut, "--resume");
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertTrue(resumed.err().contains("going on with"), resumed.err());
        assertSameResults(whole, cut);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.99, 1.0})
    void aCutLogIsFinishedAsIfNothingHadHappened(double share) throws IOException {
        Path space = space("cut.yaml", SPACE);
        Path whole = folder.resolve("cut-whole");
        if (!Files.exists(whole)) {
            assertEquals(0, explore(space, whole).exitCode());
        }
        Path cut = folder.resolve("cut-" + share);
        assertEquals(0, explore(space, cut).exitCode());
        truncate(cut.resolve("points.log"), share);
        for (String file : RESULTS) {
            Files.delete(cut.resolve(file));
        }
        assertEquals(0, explore(space, cut, "--resume").exitCode());
        assertSameResults(whole, cut);
    }

    private static void truncate(Path log, double share) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            long header = 1500;
            channel.truncate(header + (long) ((channel.size() - header) * share));
        }
    }

    /** Processes of their own, on a space of ten thousand points. */
    /** The command in a process of its own; files of the virtual machine's would count as well where files are limited. */
    private static List<String> java(Path space, Path out) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                "tessera.cli.Tessera",
                "explore",
                space.toString(),
                "--out",
                out.toString(),
                "--threads",
                "1");
    }

    private static Process child(Path space, Path out) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.exists(Path.of("/proc/self/status"))) {
            // A build in the background of a script ignores SIGINT, and so would its children.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(java(space, out));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.resolveSibling(out.getFileName() + ".txt").toFile())
                .start();
    }

    /** What {@code ulimit -f} allows a process to write into one file is as good as a full disk: writes fail. */
    private static String exploreWithFilesOf(int kib, Path space, Path out) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kib + "; exec \"$@\"", "bash"));
        command.addAll(java(space, out));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, child.waitFor(), said);
        assertEquals(1, said.lines().count(), said);
        return said;
    }

    // 900 records of 145 bytes are 130 KB of log; the table of them is 240 KB.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskCostsNoPointThatWasStored() throws Exception {
        Path space = space("full.yaml", SPACE);
        Path whole = folder.resolve("full-whole");
        assertEquals(0, explore(space, whole).exitCode());
        Path noLog = folder.resolve("full-log");
        assertTrue(
                exploreWithFilesOf(100, space, noLog)
                        .startsWith("tessera explore: " + noLog + ": could not write to the store (File too large);"),
                "the log does not fit");
        Path noResults = folder.resolve("full-results");
        assertEquals(
                "tessera explore: " + noResults + ": could not write the results (File too large); all points are safe;"
                        + " make room or check the folder, then --resume writes them\n",
                exploreWithFilesOf(190, space, noResults));
        for (Path out : List.of(noLog, noResults)) {
            assertFalse(Files.exists(out.resolve("points.csv")), "no half table");
            assertEquals(0, explore(space, out, "--resume").exitCode());
            assertSameResults(whole, out);
        }
    }

    private static void waitForLog(Process child, Path out, long bytes) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Path log = out.resolve("points.log");
        while (child.isAlive() && System.nanoTime() < limit && (!Files.exists(log) || Files.size(log) < bytes)) {
            Thread.sleep(2);
        }
        assertTrue(child.isAlive(), () -> "ended before it could be stopped: " + text(out));
    }

    private static String text(Path out) {
        try {
            return Files.readString(out.resolveSibling(out.getFileName() + ".txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Path longSpace() throws IOException {
        return space(
                "long.yaml",
                SPACE.replace("powers_of_two: [32, 512]", "values: [32, 64, 128, 256, 512]")
                        .replace("cycle_points: 12", "cycle_points: 250"));
    }

    @Test
    void killedAtAnyMomentAndResumedIsAsUninterrupted() throws Exception {
        Path space = longSpace();
        Path whole = folder.resolve("kill-whole");
        assertEquals(0, explore(space, whole).exitCode());
        long size = Files.size(whole.resolve("points.log"));
        Path killed = folder.resolve("kill-killed");
        Files.createDirectories(killed);
        Process child = child(space, killed);
        waitForLog(child, killed, size * 62 / 100);
        child.destroyForcibly().waitFor();
        assertFalse(Files.exists(killed.resolve("points.csv")));
        assertTrue(Files.size(killed.resolve("points.log")) < size);
        CommandLineRun resumed = explore(space, killed, "--resume");
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertSameResults(whole, killed);
    }

    @Test
    void interruptedEndsCleanlyWithWhatThereIs() throws Exception {
        Path space = longSpace();
        Path out = folder.resolve("interrupted");
        Files.createDirectories(out);
        Process child = child(space, out);
        waitForLog(child, out, 60_000);
        new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(130, child.exitValue(), text(out));
        assertTrue(text(out).contains("go on with --resume"), text(out));
        assertFalse(Json.parse(Files.readString(out.resolve("summary.json")))
                .get("is_finished")
                .asBoolean());
        Path whole = folder.resolve("interrupted-whole");
        assertEquals(0, explore(space, whole).exitCode());
        assertEquals(0, explore(space, out, "--resume").exitCode());
        assertSameResults(whole, out);
    }

    @Test
    void refusesASecondProcessAndAnotherSpace() throws Exception {
        Path space = longSpace();
        Path out = folder.resolve("shared");
        Files.createDirectories(out);
        Process child = child(space, out);
        try {
            waitForLog(child, out, 20_000);
            assertTrue(explore(space, out, "--resume").refusal().contains("another exploration is writing to it"));
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertTrue(explore(space, out).refusal().contains("--resume"));
        Path other = space("other.yaml", SPACE.replace("[1, 2, 4, 8]", "[1, 2, 4, 16]"));
        assertTrue(explore(other, out, "--resume").refusal().contains("of another space"));
        assertTrue(explore(space, out, "--resume", "--seed", "2").refusal().contains("add --seed 1"));
        assertTrue(
                explore(space, folder.resolve("nothing"), "--resume").refusal().contains("found none"));
    }

    // What is replaced in the good space, what stands there instead, and the words that the refusal must hold.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set: softmax.lanes | set: softmax.lane | bad.yaml:7: parameter softmax_lanes: cannot set softmax.lane; did you mean 'lanes'",
                "set: multiplier_count | set: multipliers | bad.yaml:6; no key 'multipliers'",
                "set: pattern.token_average_keep | set: pattern.token_averag_keep | bad.yaml:9; did you mean 'token_average_keep'",
                "values: [1, 2, 4, 8] | values: [1, 2, 0] | bad.yaml:7; whole number between 1 and 4096",
                "values: [1, 4, 192], unit: KiB | values: [1, 4, 192] | bad.yaml:8; key_sram",
                "powers_of_two: [32, 512] | values: [32, 48] | bad.yaml:6; power of two",
                "from: 0.5, to: 0.9, step: 0.1 | from: 0.9, to: 1.3, step: 0.1 | bad.yaml:9; between 1.0E-6 and 1.0",
                "area_mm2 <= 3.5 | area_mm2 <= 3.5\\n  - area_mm2 >= 4 | bad.yaml:14; contradicts",
                "objectives: [latency_cycles | objectives: [latency | latency_cycles",
                "objectives: [latency_cycles | objectives: [top_k_transistors | too late to choose by",
                "machine: spatten-hpca21 | machine: spatten-hpca | bad.yaml:2; did you mean 'spatten-hpca21'",
                "machine: spatten-hpca21 | machine: h100-sxm | bad.yaml:14; no level can compute area_mm2",
                "machine: spatten-hpca21 | machine: spatten-hpca21\\npattern: gnaa | bad.yaml:3; did you mean 'gna'",
                "trace: TRACE | trace: sample:nothing | bad.yaml:4; minilm-declaration-214",
                "trace: TRACE | trace: /nowhere/x.npz | bad.yaml:4; /nowhere/x.npz",
                "name: keep, | name: area_mm2, | bad.yaml:9; no other column",
                "method: grid | method: gird | bad.yaml:15; grid",
            })
    void refusesWithLineAndFixBeforeTheFirstPoint(String there, String instead, String words) throws IOException {
        String text = SPACE.replace(there.strip(), instead.strip().replace("\\n", "\n"));
        assertFalse(text.equals(SPACE));
        Path out = folder.resolve("refused");
        String message = explore(space("bad.yaml", text), out).refusal();
        for (String word : words.split(";")) {
            assertTrue(message.contains(word.strip()), message + "\nlacks: " + word);
        }
        assertFalse(Files.exists(out), "nothing is written for a space that is refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--points | 0 | --points 0: expected a number above 0",
                "--points | 99999999999999999999 | expected a whole number",
                "--time | 0 | --time 0.0: expected minutes above 0",
                "--time | NaN | expected a finite number",
                "--time | Infinity | expected a finite number",
                "--threads | 0 | --threads 0: expected a number between 1 and 1024",
                "--threads | 100000 | --threads 100000: expected a number between 1 and 1024",
                "--resume | --quiet | expected a store (points.log) to go on with, found none",
            })
    void refusesOptionsWithNothingLeftBehind(String option, String value, String words) throws IOException {
        Path out = folder.resolve("never");
        String message = explore(space("good.yaml", SPACE), out, option, value).refusal();
        assertTrue(message.contains(words), message);
        assertFalse(Files.exists(out));
    }

    @Test
    void refusesFoldersThatAreNone() throws IOException {
        Path space = space("good.yaml", SPACE);
        Path file = Files.writeString(folder.resolve("a-file"), "x");
        assertTrue(explore(space, file).refusal().contains("a file stands where a folder is needed"));
        assertTrue(explore(space, file.resolve("below")).refusal().contains("a file stands where a folder is needed"));
        assertTrue(CommandLineRun.of("explore", space.toString(), "--out", "")
                .refusal()
                .contains("got an empty text"));
        assertTrue(explore(folder, folder.resolve("never")).refusal().contains("Is a directory"));
        assertEquals("x", Files.readString(file));
    }

    @Test
    void refusesASpaceNoneOfWhoseDesignsCanBeBuilt() throws IOException {
        String text = SPACE.replace("values: [1, 4, 192], unit: KiB", "values: [1], unit: B");
        String message =
                explore(space("none.yaml", text), folder.resolve("none")).refusal();
        assertTrue(message.contains("none of its 300 designs can be built") && message.contains("key_sram"), message);
        // So that the mended space can go to the same folder.
        assertFalse(Files.exists(folder.resolve("none").resolve("points.log")));
        assertEquals(
                0, explore(space("good.yaml", SPACE), folder.resolve("none")).exitCode());
    }
}
