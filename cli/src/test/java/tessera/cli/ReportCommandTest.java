package tessera.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.traces.json.Json;
import tessera.traces.trace.TraceFiles;

class ReportCommandTest {
    private static final String SAMPLE = "sample:minilm-declaration-214";

    @TempDir
    private static Path shared;

    private static Path out;
    private static CommandLineRun run;

    @TempDir
    private Path folder;

    @BeforeAll
    static void oneReport() {
        out = shared.resolve("report");
        run = CommandLineRun.of("report", "--out", out.toString());
    }

    @Test
    void reportIsOneOfflinePageWithEveryTableChartAndConfiguration() throws IOException {
        assertEquals(0, run.exitCode(), run.err());
        String page = Files.readString(out.resolve("index.html"));
        assertFalse(page.matches("(?s).*(src|href)\\s*=\\s*[\"']https?:.*"), "the page loads something from elsewhere");
        assertFalse(page.contains("Infinity") || page.contains("NaN"), "a figure is not finite");

        JsonNode json = Json.parse(Files.readString(out.resolve("report.json")));
        assertEquals(
                TraceFiles.open(SAMPLE).sha256(),
                json.path("trace").path("sha256").asText());
        assertEquals(4, json.path("cascade").path("runs").size());
        for (JsonNode row : json.path("cascade").path("runs")) {
            assertTrue(
                    row.path("lower_bound_cycles").asLong()
                            <= row.path("cycles").asLong(),
                    row.toString());
            assertTrue(row.path("cycles").asLong() <= row.path("serial_cycles").asLong(), row.toString());
            assertTrue(row.path("answers_equal_golden").asBoolean(), row.toString());
        }
        // Six layers in each of four runs; the first layer of a pruned run still has all 214 tokens.
        assertEquals(24, json.path("cascade").path("layers").size());
        assertEquals(
                214,
                json.path("cascade").path("layers").get(6).path("kept_tokens").asInt());
        // 256x256 tokens, window 80x80: 256² / 80² = 10.24
        JsonNode flux = json.path("gna").get(json.path("gna").size() - 1);
        assertEquals(10.24, flux.path("flop_speedup").asDouble(), 1e-12);

        for (String name : List.of("config/spatten-hpca21.yaml", "config/spatten-cascade.yaml", "tables/gna.csv")) {
            assertTrue(Files.size(out.resolve(name)) > 0, name);
        }
        assertEquals(count(out.resolve("charts"), ".svg"), count(out.resolve("charts"), ".png"));
        assertTrue(count(out.resolve("charts"), ".png") >= 10);
    }

    @Test
    void everyCommandThatTheReportNamesForAGnaRowGivesThatRow() throws IOException {
        for (JsonNode row :
                Json.parse(Files.readString(out.resolve("report.json"))).path("gna")) {
            String[] words = (row.path("command").asText() + " --format json").split(" ");
            CommandLineRun alone =
                    CommandLineRun.of(List.of(words).subList(1, words.length).toArray(new String[0]));
            assertEquals(0, alone.exitCode(), alone.err());
            JsonNode again = Json.parse(alone.out());
            assertEquals(
                    row.path("worst_case_speedup").asDouble(),
                    again.path("static").path("worst_case_speedup").asDouble(),
                    row.toString());
            assertEquals(row.path("gpu"), again.path("gpu"), row.toString());
        }
    }

    @Test
    void wrongInputIsRefusedBeforeAnyWork() throws IOException {
        assertTrue(
                CommandLineRun.of("report", "--out", "/proc/nope/x").refusal().contains("/proc/nope/x"));
        assertTrue(CommandLineRun.of("report", "--quiet", "--out", folder.toString(), "--trace", "sample:minilm")
                .refusal()
                .contains("minilm-declaration-214"));
        assertEquals(0, count(folder, ""));
    }

    @Test
    void aFolderOfOthersIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "years of work");
        CommandLineRun.of("report", "--quiet", "--out", folder.toString()).refusal();
        assertEquals("years of work", Files.readString(folder.resolve("thesis.tex")));
        assertEquals(1, count(folder, ""));
    }

    private static long count(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        }
    }
}
