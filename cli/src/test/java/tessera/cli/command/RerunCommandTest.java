package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.CommandLineRun;
import tessera.cli.explore.StudyFolder;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.cli.explore.store.PointStore;
import tessera.cli.explore.store.StoreHeader;
import tessera.traces.json.Json;

/** {@code rerun} and {@code diff} on a study of four designs, two of them in the cycle model. */
class RerunCommandTest {
    // Points: 0 = (128, 0.6), 1 = (128, 0.8), 2 = (256, 0.6), 3 = (256, 0.8).
    private static final String SPACE = """
            name: four
            machine: spatten-hpca21
            workloads:
              - {trace: sample:minilm-declaration-214}
            parameters:
              - {name: multipliers, set: multiplier_count, values: [128, 256]}
              - {name: average_keep, set: pattern.token_average_keep, values: [0.6, 0.8]}
            objectives: [latency_cycles, area_mm2]
            sampler: {method: grid}
            funnel: {cycle_points: 2, control_points: 0}
            break_even:
              - {vary: average_keep, question: speedup = 2, title: twice as fast}
            """;

    @TempDir
    private static Path parent;

    private static Path folder;
    private static String explored;
    private static String digest;

    @BeforeAll
    static void explore() throws IOException {
        Path space = parent.resolve("four.yaml");
        Files.writeString(space, SPACE);
        folder = parent.resolve("studies/four");
        CommandLineRun run = CommandLineRun.of("explore", space.toString(), "--out", folder.toString(), "--seed", "7");
        assertEquals(0, run.exitCode(), run.err());
        explored = run.out();
        digest = StudyFolder.header(folder).space().substring(0, 8);
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(arguments);
    }

    // Fewer tokens are faster at the same area, so the front is point 0 (smaller) and point 2 (faster).
    @Test
    void theAnswersOfTheStudy() throws IOException {
        assertTrue(explored.contains("The two designs to look at:"), explored);
        assertTrue(explored.contains("again:       ./tessera rerun " + digest + "-2-cycle --in " + folder), explored);
        assertTrue(explored.contains("twice as fast: speedup crosses 2 at average_keep 0."), explored);
        String page = Files.readString(folder.resolve("index.html"));
        assertTrue(page.contains(digest + "-2-cycle"));
        assertTrue(Files.exists(folder.resolve("charts/front.svg")));
        JsonNode summary = Json.parse(Files.readString(folder.resolve("summary.json")));
        assertEquals(
                digest + "-2-cycle", summary.get("designs").get(0).get("run_id").asText());
        assertEquals(2, summary.get("front").size());
    }

    @Test
    void aStoredPointComesOutTheSame() {
        assertEquals(6, StudyFolder.read(folder).outcomes().size());
        for (String point : List.of("3-bound", "2-cycle")) {
            String id = digest + "-" + point;
            CommandLineRun run =
                    run("rerun", id, "--in", parent.resolve("studies").toString());
            assertEquals(0, run.exitCode(), run.out() + run.err());
            assertTrue(run.out().startsWith(id + ": equal bit for bit\n"), run.out());
        }
    }

    // The same store with the last bit of one latency turned over: the checksum is right, the value is not.
    @Test
    void oneBitIsADifference() throws IOException {
        StoreHeader header = StudyFolder.header(folder);
        Outcome good = StudyFolder.read(folder).outcomes().get(0);
        double[] values = good.values();
        values[0] = Math.nextUp(values[0]);
        Path other = parent.resolve("turned");
        try (PointStore store = PointStore.create(other, header)) {
            store.append(List.of(new Outcome(good.point(), Level.BOUND, good.constraint(), values)));
        }
        CommandLineRun run = run("rerun", digest + "-0-bound", "--in", other.toString());
        assertEquals(1, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(digest + "-0-bound: DIFFERS from what is stored\n"), run.out());
        assertTrue(run.out().contains("the model's code has changed since, or this is a bug"), run.out());
        JsonNode json = Json.parse(run("rerun", digest + "-0-bound", "--in", other.toString(), "--format", "json")
                .out());
        assertFalse(json.get("is_equal").asBoolean());
        assertFalse(json.get("figures").get(0).get("is_equal").asBoolean());
        assertTrue(json.get("figures").get(1).get("is_equal").asBoolean());
    }

    // The machine's file says 12 bits when the study is made, 16 afterwards; nobody names the study's seed.
    @Test
    void saysThatTheMachineHasChanged() throws IOException {
        Path machine = parent.resolve("mine.yaml");
        String text = Files.readString(Path.of("../models/machines/spatten-hpca21.yaml"));
        Files.writeString(machine, text);
        Path space = parent.resolve("own.yaml");
        Files.writeString(space, SPACE.replace("spatten-hpca21", machine.toString()));
        Path out = parent.resolve("own");
        run("explore", space.toString(), "--out", out.toString(), "--seed", "9");
        String own = StudyFolder.header(out).space().substring(0, 8);
        Files.writeString(machine, text.replaceFirst("multiplier_bits: 12", "multiplier_bits: 16"));
        CommandLineRun run = run("rerun", own + "-0-bound", "--in", out.toString());
        assertEquals(1, run.exitCode(), run.err());
        assertTrue(run.out().contains("The machine, the pattern or a workload has changed since."), run.out());
        CommandLineRun diff = run("diff", own + "-0-cycle", own + "-2-cycle", "--in", out.toString());
        assertTrue(
                diff.out().contains("units of " + own + "-2-cycle did is of now. The machine, the pattern"),
                diff.out());
    }

    @Test
    void diffNamesInputsAndFigures() {
        CommandLineRun run =
                run("diff", digest + "-0-cycle", digest + "-2-cycle", "--in", folder.toString(), "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode rows = Json.parse(run.out()).get("rows");
        assertEquals("multipliers", rows.get(0).get("name").asText());
        assertEquals("128", rows.get(0).get("first").asText());
        assertEquals("256", rows.get(0).get("second").asText());
        assertEquals("latency_cycles", rows.get(1).get("name").asText());
        double ratio =
                rows.get(1).get("second").asDouble() / rows.get(1).get("first").asDouble();
        assertEquals(ratio, rows.get(1).get("ratio").asDouble(), 1e-12);
        assertTrue(ratio < 1, "twice the multipliers are not slower");
        assertTrue(Json.parse(run.out()).get("stalls").size() > 0, run.out());
        assertEquals(0, Json.parse(run.out()).get("changed_since").size(), run.out());
    }

    @Test
    void aPointDoesNotDifferFromItself() {
        CommandLineRun run = run("diff", digest + "-0-bound", digest + "-0-bound", "--in", folder.toString());
        assertTrue(run.out().contains("The same design at the same level."), run.out());
    }

    @Test
    void saysWhatIsThereWhereTheRunIsNot() {
        assertRefused("expected eight hexadecimal digits", "rerun", "nonsense", "--in", folder.toString());
        assertRefused("found " + digest + " (" + folder + ")", "rerun", "00000000-0-bound", "--in", folder.toString());
        assertRefused("point 1 at level bound only", "rerun", digest + "-1-cycle", "--in", folder.toString());
        assertRefused("no point 77", "rerun", digest + "-77-bound", "--in", folder.toString());
        assertRefused("found no study", "diff", digest + "-0-bound", digest + "-0-bound", "--in", "/nowhere");
    }

    @Test
    void aBreakEvenKeyThatCannotBeSetIsRefusedBeforeTheFirstPoint() throws IOException {
        Path space = parent.resolve("wrong.yaml");
        Files.writeString(space, SPACE.replace("{vary: average_keep,", "{vary: top_k.lane, values: [8, 16],"));
        Path out = parent.resolve("wrong");
        assertRefused("'lane'", "explore", space.toString(), "--out", out.toString());
        assertFalse(Files.exists(out.resolve("points.log")));
    }

    private static void assertRefused(String words, String... arguments) {
        CommandLineRun run = run(arguments);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains(words), run.err());
    }
}
