package tessera.cli.explore.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.explore.Study;
import tessera.cli.explore.StudySummary;
import tessera.cli.explore.space.Space;

class AnswerPageTest {
    private static final String DIGEST = "0123456789abcdef";

    /** Where people find the page of this test. */
    private static final Path EXAMPLE = Path.of("target", "example-exploration");

    @TempDir
    private Path folder;

    private static String page(Space space, Study study, Path folder) throws IOException {
        Answers answers = Answers.of(new StudySummary(study), new SyntheticModel(space), folder, DIGEST);
        assertEquals(List.of(), answers.write());
        return Files.readString(folder.resolve("index.html"));
    }

    @Test
    void everySectionChartAndTable() throws IOException {
        Space space = SyntheticModel.space(
                SyntheticModel.TEXT.replace("- area_mm2 <= 32", "- area_mm2 <= 32\n  - speedup >= 0.6"));
        long[] cyclePoints = LongStream.range(0, space.grid().size() / 40)
                .map(i -> space.grid().canonical(i * 40))
                .distinct()
                .toArray();
        Study study = SyntheticModel.study(space, true, Map.of("latency_cycles", 1.0, "area_mm2", 1.0), cyclePoints);
        String page = page(space, study, EXAMPLE);
        for (String section : List.of("designs", "doubts", "front", "drivers", "break-even", "fidelity", "again")) {
            assertTrue(page.contains("<section id=\"" + section + "\">"), section);
        }
        for (String chart : List.of(
                "front",
                "parallel",
                "importance",
                "tornado_latency_cycles",
                "tornado_area_mm2",
                "heat",
                "break_even_0",
                "fidelity_latency_cycles")) {
            assertTrue(page.contains("id=\"chart-" + chart + "\""), chart);
            assertTrue(Files.exists(EXAMPLE.resolve("charts/" + chart + ".svg")), chart);
        }
        // Both levels give the same area: no picture of that.
        assertFalse(page.contains("fidelity_area_mm2"));
        assertTrue(page.contains("<a href=\"points.csv\">points.csv</a>"));
        assertFalse(page.contains("src=") || page.contains("href=\"http"), "loads nothing from anywhere");
        assertTrue(Files.exists(EXAMPLE.resolve("tables/break_even.csv")));
    }

    @Test
    void aStudyWithoutAFeasibleDesignHasAPageToo() throws IOException {
        Space space = SyntheticModel.space(SyntheticModel.TEXT.replace("area_mm2 <= 32", "area_mm2 < 1"));
        String page = page(space, SyntheticModel.study(space, true, Map.of()), folder);
        assertTrue(page.contains("Why no design keeps all constraints"));
    }

    // One objective, one parameter that moves it, one design on the front: nothing to scatter, no two parameters for a
    // map.
    @Test
    void theSmallestStudyHasAPageToo() throws IOException {
        Space space = SyntheticModel.space("""
                name: small
                machine: none
                workloads: [{trace: none}]
                parameters:
                  - {name: keep, set: pattern.token_keep, values: [0.5, 0.25]}
                  - {name: channels, set: dram.channels, values: [4]}
                objectives: [latency_cycles]
                sampler: {method: grid}
                """);
        String page = page(space, SyntheticModel.study(space, false, Map.of()), folder);
        assertTrue(page.contains("id=\"chart-tornado_latency_cycles\""));
        assertFalse(page.contains("id=\"chart-heat\""));
        assertTrue(page.contains("stopped before its end"));
    }
}
