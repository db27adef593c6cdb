package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tessera.cli.CommandLineRun;
import tessera.traces.json.Json;

/** Waterfall, whole-model estimate, timeline and suggestions of {@code tessera gna --gpu}. */
class GnaTimeCommandTest {
    private static final String FLUX = "gna --layout 256x256 --window 80x80 --heads 24 --gpu b200 --quiet";

    @TempDir
    private Path folder;

    @Test
    void theWaterfallEndsAtTheTotal() {
        JsonNode answer = json(FLUX);
        double sum = 0;
        for (JsonNode step : answer.path("waterfall")) {
            sum += step.path("us").asDouble();
        }
        assertEquals(answer.path("gpu").path("total_us").asDouble(), sum, 1e-6);
    }

    // 1 / (1 − 0.518 · 19/28 · (1 − 1/10.24)): 256² / 80² = 10.24, 19 of 28 steps sparse.
    @Test
    void theWholeModelFollowsAmdahl() {
        JsonNode model = json(FLUX + " --attention-share 0.518 --steps 28 --dense-steps 9")
                .path("end_to_end");
        assertEquals(
                1 / (1 - 0.518 * 19 / 28 * (1 - 1 / 10.24)),
                model.path("flop_speedup").asDouble(),
                1e-12);
        double predicted = model.path("predicted_speedup").asDouble();
        assertTrue(predicted > 1 && predicted < model.path("worst_case_speedup").asDouble());
    }

    @Test
    void withoutAGpuNothingIsPredicted() {
        JsonNode answer = json("gna --layout 256x256 --window 80x80 --attention-share 0.518 --quiet");
        assertTrue(answer.path("end_to_end").path("predicted_speedup").isNull());
        assertTrue(answer.path("waterfall").isMissingNode());
    }

    @Test
    void timelineAndPicturesAreWritten() throws IOException {
        Path timeline = folder.resolve("t.json");
        json(FLUX + " --timeline " + timeline + " --out " + folder.resolve("out"));
        assertTrue(Json.parse(Files.readString(timeline)).path("traceEvents").size() > 148);
        assertTrue(Files.size(folder.resolve("out/gna_waterfall.png")) > 1000);
    }

    // The smallest stride without waste that the GNA paper publishes for this window on Blackwell (figure 3).
    @Test
    void suggestionsFindThePublishedStride() {
        JsonNode answer = json("gna --layout 30x48x80 --window 18x24x24 --heads 24 --gpu b200 --suggest --quiet");
        assertEquals("[16,8,8]", answer.path("smallest_perfect_stride").toString());
        assertEquals("16x8x8", answer.path("best").path("stride").asText());
        assertTrue(answer.path("default_price").asDouble() >= 1);
    }

    @Test
    void sparsityChoosesTheWindow() {
        JsonNode answer = json("gna --layout 64x64 --sparsity 0.9 --heads 4 --gpu b200 --suggest --quiet");
        for (JsonNode design : answer.path("front")) {
            assertEquals(10, design.path("flop_speedup").asDouble(), 2.6, design.toString());
        }
        assertFalse(answer.path("front").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gna --layout 64x64 --window 16x16 --attention-share 1.5",
                "gna --layout 64x64 --window 16x16 --steps 5",
                "gna --layout 64x64 --window 16x16 --attention-share 0.5 --steps 5 --dense-steps 6",
                "gna --layout 64x64 --window 16x16 --timeline t.json",
                "gna --layout 64x64 --sparsity 0.9",
                "gna --layout 64x64 --sparsity 1.9 --suggest --gpu b200",
                "gna --layout 64x64 --window 8x8 --sparsity 0.9 --suggest --gpu b200",
            })
    void wrongInputIsRefused(String command) {
        assertFalse(CommandLineRun.of(command.split(" ")).refusal().isEmpty());
    }

    private static JsonNode json(String command) {
        CommandLineRun run = CommandLineRun.of((command + " --format json").split(" "));
        assertEquals(0, run.exitCode(), run.err());
        return Json.parse(run.out());
    }
}
