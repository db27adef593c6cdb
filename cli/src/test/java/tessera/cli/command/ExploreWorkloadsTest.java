package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tessera.cli.CommandLineRun;
import tessera.cli.SmallTrace;
import tessera.cli.explore.StudyFolder;

/** Spaces whose workloads are shapes or files of rows, or whose pattern is no cascade: studies as any other, and refusals. */
class ExploreWorkloadsTest {
    private static final String SPACE = """
            name: kinds
            machine: spatten-hpca21
            workloads:
              - {trace: "WORKLOAD"}
            parameters:
              - {name: multipliers, set: multiplier_count, powers_of_two: [64, 512]}
              - {name: lanes, set: top_k.lanes, powers_of_two: [1, 16]}
              - {name: softmax_lanes, set: softmax.lanes, values: [2, 4, 8]}
            objectives: [latency_cycles, area_mm2]
            sampler: {method: grid}
            funnel: {cycle_points: 4, control_points: 2}
            """;

    private static final String SHAPE = "layout:48,layers=2,heads=2,head_dim=16,new_tokens=2";
    private static final String PATTERN = """
            about: {paper: mine, class: static, fidelity: A, trace_needs: none, summary: s, source: me, check: none, status: new}
            method:
              acts_in: prefill
              reference_length: 32
              recipes:
                - keep:
                    - {mask: sink, tokens: 2}
                    - {mask: band, width: 6}
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeWorkloads() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), """
                key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant
                40,20,8,8,False
                30,30,-1,8,False
                40,8,8,8,True
                """);
        Files.writeString(
                folder.resolve("huge.csv"),
                "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n2000000000,10,8,8,False\n");
        SmallTrace.in(folder, "tiny", 96, 2, 2, 16);
        Files.writeString(folder.resolve("mine.yaml"), PATTERN);
    }

    private static Path space(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text.replace("FOLDER", folder.toString()));
    }

    private static CommandLineRun explore(Path space, Path out, String... more) {
        List<String> arguments =
                new java.util.ArrayList<>(List.of("explore", space.toString(), "--out", out.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHAPE, "FOLDER/rows.csv", "pattern: FOLDER/mine.yaml"})
    void resumesAndRunsAgain(String workload) throws IOException {
        String name = workload.replaceAll("[^a-z]", "").substring(0, 6) + workload.length();
        Path space = space(name + ".yaml", placed(workload));
        Path whole = folder.resolve(name + "-whole");
        Path cut = folder.resolve(name + "-cut");
        assertEquals(0, explore(space, whole).exitCode());
        assertEquals(0, explore(space, cut).exitCode());
        try (FileChannel log = FileChannel.open(cut.resolve("points.log"), StandardOpenOption.WRITE)) {
            log.truncate(log.size() * 3 / 4);
        }
        CommandLineRun resumed = explore(space, cut, "--resume");
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertTrue(resumed.err().contains("going on with"), resumed.err());
        for (String file : List.of("points.csv", "points.jsonl")) {
            assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(cut.resolve(file)), file);
        }
        String digest = StudyFolder.header(whole).space().substring(0, 8);
        String cycle = Files.readAllLines(whole.resolve("points.csv")).stream()
                .filter(line -> line.contains(",cycle,"))
                .findFirst()
                .orElseThrow()
                .split(",")[0];
        for (String id : List.of(cycle, digest + "-3-bound")) {
            CommandLineRun again = CommandLineRun.of("rerun", id, "--in", whole.toString());
            assertEquals(0, again.exitCode(), again.out() + again.err());
            assertTrue(again.out().startsWith(id + ": equal bit for bit\n"), again.out());
        }
        CommandLineRun diff =
                CommandLineRun.of("diff", digest + "-3-bound", digest + "-4-bound", "--in", whole.toString());
        assertEquals(0, diff.exitCode(), diff.out() + diff.err());
        assertTrue(diff.out().contains("latency"), diff.out());
    }

    /** The third workload brings its own line for the pattern. */
    private static String placed(String workload) {
        if (!workload.contains("pattern:")) {
            return SPACE.replace("WORKLOAD", workload);
        }
        return SPACE.replace("WORKLOAD", "FOLDER/tiny.npz")
                .replace("workloads:", "pattern: FOLDER/mine.yaml\nworkloads:");
    }

    // A line that is added behind the third, what stands there instead of WORKLOAD, the words that the refusal must
    // hold.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pattern: quest | layout:48,layers=2,heads=2,head_dim=16 | bad.yaml:5; quest needs the values of a trace",
                "pattern: sse | FOLDER/tiny.npz | bad.yaml:3; pattern sse; no unit; state scan; GPU",
                "pattern: qest | FOLDER/tiny.npz | bad.yaml:3; did you mean 'quest'",
                "pattern: FOLDER/nothing.yaml | FOLDER/tiny.npz | bad.yaml:3; nothing.yaml",
                "pattern: quest | FOLDER/rows.csv | bad.yaml:3; pruned already; leave the pattern out",
                "# none | FOLDER/rows.csv\", phase: \"decode | bad.yaml:5; leave phase out",
                "# none | FOLDER/nothing.csv | bad.yaml:5; nothing.csv",
                "# none | model:llama-3.1-8b | bad.yaml:5; layout:512; kind gpu",
                "# none | layout:48,layers=2,heads=x,head_dim=16 | bad.yaml:5; heads",
                "# none | layout:48,layers=2,heads=4,kv_heads=2,head_dim=16 | bad.yaml:5; kv_heads",
            })
    void refusesWhatDoesNotGoTogether(String line, String workload, String words) throws IOException {
        String text = SPACE.replace("WORKLOAD", workload).replace("workloads:", line.strip() + "\nworkloads:");
        assertRefused(text, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "objectives: [latency_cycles | objectives: [speedup | FOLDER/rows.csv | bad.yaml:9; speedup; no dense form",
                "objectives: [latency_cycles | objectives: [output_error | layout:48,layers=2,heads=2,head_dim=16"
                        + " | bad.yaml:9; output_error; is a shape",
                "name: kinds | name: kinds | layout:1000000,layers=96,heads=512,head_dim=16 | bad.yaml:4; 49152000000 rows",
                "name: kinds | name: kinds | FOLDER/huge.csv | bad.yaml:4; huge.csv:2: key_fetch_num = 2000000000",
                "sampler: | constraints: [kept_mass >= 0.5]\\nsampler: | FOLDER/rows.csv | bad.yaml:10; kept_mass",
                "set: softmax.lanes, values: [2, 4, 8] | set: pattern.value_keep, values: [0.3, 0.5] | FOLDER/rows.csv"
                        + " | bad.yaml:8; softmax_lanes; pruned already",
            })
    void refusesWhatAWorkloadCannotGive(String there, String instead, String workload, String words)
            throws IOException {
        String text = SPACE.replace(there.strip(), instead.strip().replace("\\n", "\n"))
                .replace("WORKLOAD", workload.strip());
        assertRefused(text, words);
    }

    private static void assertRefused(String text, String words) throws IOException {
        Path out = folder.resolve("refused");
        String message = explore(space("bad.yaml", text), out).refusal();
        for (String word : words.split(";")) {
            assertTrue(message.contains(word.strip()), message + "\nlacks: " + word);
        }
        assertFalse(Files.exists(out), "nothing is written for a space that is refused");
    }

    @Test
    void aPatternsParametersVary() throws IOException {
        Path out = folder.resolve("varied");
        String text = SPACE.replace("WORKLOAD", "FOLDER/tiny.npz")
                .replace("workloads:", "pattern: FOLDER/mine.yaml\nworkloads:")
                .replace(
                        "objectives: [latency_cycles",
                        "  - {name: window, set: pattern.recipes.0.keep.1.width, values: [2, 60]}\n"
                                + "objectives: [output_error, latency_cycles");
        CommandLineRun run = explore(space("varied.yaml", text), out);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("output error: window 100 %"), run.out());
    }
}
