package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.CommandLineRun;
import tessera.models.pattern.Patterns;
import tessera.traces.json.Json;

class BoundCommandTest {
    private static final String SMALL = "layout:512,heads=2,head_dim=64,causal=yes";
    private static final List<String> STEPS =
            List.of("flop", "tiles", "partial_tiles", "selection", "memory", "waves", "simulated");

    @TempDir
    private Path folder;

    private static CommandLineRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("bound"));
        all.addAll(Arrays.asList(arguments));
        return CommandLineRun.of(all.toArray(new String[0]));
    }

    private static JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--format", "json"));
        CommandLineRun run = run(all.toArray(new String[0]));
        assertEquals(0, run.exitCode(), run.err());
        return Json.parse(run.out());
    }

    @Test
    void givesTheFieldsOfTheDesign() {
        JsonNode result = json(SMALL, "--pattern", "power-attention", "--machine", "h100-sxm", "--scale", "auto");
        assertEquals("power-attention", result.get("pattern").asText());
        assertEquals("h100-sxm", result.get("machine").asText());
        assertEquals("A", result.get("fidelity").asText());
        assertEquals("authors", result.get("budget").asText());
        List<String> steps = new ArrayList<>();
        result.get("waterfall").forEach(step -> steps.add(step.get("step").asText()));
        assertEquals(STEPS, steps);
        double lower = result.get("lower_bound_us").asDouble();
        double simulated = result.get("simulated_us").asDouble();
        assertTrue(lower <= simulated && simulated <= result.get("serial_us").asDouble());
        assertTrue(result.get("kept_mass").isNull());
        assertEquals(0, result.get("selection").get("flops").asLong());
    }

    @Test
    void everyPatternRunsOnBothMachines() {
        for (String machine : List.of("h100-sxm", "spatten-hpca21")) {
            JsonNode all = json(SMALL, "--pattern", "all", "--machine", machine);
            assertEquals(Patterns.ALL.size(), all.size());
            for (JsonNode result : all) {
                // Cascade pruning decides on values; everything else has a plan for a shape.
                boolean isRun = !result.get("pattern").asText().equals("spatten-cascade");
                assertEquals(isRun, result.has("waterfall"), result.toString());
            }
        }
    }

    @Test
    void simulatesKeyListsOnTheAccelerator() {
        JsonNode result = json(
                "sample:minilm-declaration-214",
                "--pattern",
                "sparse-d",
                "--machine",
                "spatten-hpca21",
                "--scale",
                "auto");
        double lower = result.get("lower_bound_us").asDouble();
        double simulated = result.get("simulated_us").asDouble();
        assertTrue(lower <= simulated && simulated <= result.get("serial_us").asDouble());
        double mass = result.get("kept_mass").asDouble();
        assertTrue(mass > 0.3 && mass < 1, "kept mass " + mass);
        assertTrue(result.get("notes").toString().contains("205 of 1024 steps dense"));
    }

    @Test
    void readsAMethodOfOnesOwnAndWritesFiles() throws IOException {
        Path method = folder.resolve("mine.yaml");
        Files.copy(Path.of("examples/my-method.yaml"), method);
        Path out = folder.resolve("out");
        CommandLineRun run = run(SMALL, "--pattern", method.toString(), "--machine", "a100", "--out", out.toString());
        assertTrue(run.exitCode() == 2 && run.err().contains("typical_share"), run.err());
        assertFalse(Files.exists(out));
        JsonNode both = json(
                "sample:minilm-declaration-214",
                "--pattern",
                method.toString(),
                "--machine",
                "a100",
                "--budget",
                "0.2,1",
                "--out",
                out.toString());
        assertTrue(both.get(0).get("kept_mass").asDouble()
                < both.get(1).get("kept_mass").asDouble());
        assertEquals(1, both.get(1).get("kept_mass").asDouble(), 1e-6);
        assertTrue(Files.exists(out.resolve("bound_all.json")));
    }

    @Test
    void wholeModelsSayTheirAttentionShare() {
        JsonNode whole = json("model:bert-base", "--pattern", "sener", "--machine", "h100-sxm")
                .get("end_to_end");
        double share = whole.get("attention_share").asDouble();
        assertTrue(share > 0 && share < 1, "share " + share);
    }

    @Test
    void badInputIsOneLineAndExitCodeTwo() {
        assertBad("did you mean 'xattention'?", SMALL, "--pattern", "xatention", "--machine", "h100-sxm");
        assertBad("unknown machine 'h99'", SMALL, "--pattern", "dense", "--machine", "h99");
        assertBad("above 0", SMALL, "--pattern", "xattention", "--machine", "a100", "--budget", "0");
        assertBad(
                "may not be larger than the sequence",
                "layout:64,heads=1,causal=yes",
                "--pattern",
                "masformer",
                "--machine",
                "a100");
        assertBad("divisor of heads", "layout:64,heads=4,kv_heads=3", "--pattern", "dense", "--machine", "a100");
        assertBad("expected each of", "layout:64,head=4", "--pattern", "dense", "--machine", "a100");
        assertBad(
                "number between",
                "sample:minilm-declaration-214",
                "--pattern",
                "xattention",
                "--machine",
                "a100",
                "--set",
                "recipes.0.choose.0.select.mass=7");
        assertBad(
                "did you mean 'antidiagonal'?",
                "sample:minilm-declaration-214",
                "--pattern",
                "xattention",
                "--machine",
                "a100",
                "--set",
                "recipes.0.choose.0.estimate.scorer=antidiagonl");
        assertBad("shape without them", SMALL, "--pattern", "spatten-cascade", "--machine", "spatten-hpca21");
    }

    private static void assertBad(String expected, String... arguments) {
        CommandLineRun run = run(arguments);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(expected), run.err());
        assertEquals(1, run.err().strip().lines().count(), run.err());
        assertEquals("", run.out());
    }
}
