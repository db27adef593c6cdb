package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.cli.CommandLineRun;
import tessera.traces.json.Json;

/** Spaces of GPU designs on the command line: results, going on, doing it again, refusals. */
class GpuExploreCommandTest {
    private static final String SPACE = """
            name: gpus
            machine: h100-sxm
            pattern: gna
            workloads:
              - {trace: "layout:24x32,heads=4,head_dim=128"}
            parameters:
              - {name: window, set: pattern.window, values: [4x8, 8x8, 16x16, 24x32]}
              - {name: stride, set: pattern.stride, values: [1, 4, 8]}
              - {name: exp, set: exp_per_cycle, powers_of_two: [8, 32]}
              - {name: hbm, set: hbm_bandwidth, values: [2, 4], unit: TB/s}
            constraints:
              - attended_share >= 0.05
            objectives: [latency_us, attended_share]
            sampler: {method: grid}
            funnel: {cycle_points: 12, control_points: 8}
            break_even:
              - {vary: exp, question: softmax_cycles = tensor_cycles}
            """;

    @TempDir
    private static Path folder;

    private static Path space(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static CommandLineRun explore(Path space, Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("explore", space.toString(), "--out", out.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(new String[0]));
    }

    @Test
    void goesOnWhereItWasAndRunsAgainBitForBit() throws IOException {
        Path space = space("gpus.yaml", SPACE);
        Path whole = folder.resolve("whole");
        CommandLineRun run = explore(space, whole, "--format", "json", "--threads", "3");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode summary = Json.parse(run.out());
        // 4 x 3 x 3 x 2, of which the window 4x8 has no stride of 8.
        assertEquals(72, summary.get("points").asInt());
        assertEquals("cycle", summary.get("front_level").asText());
        Path cut = folder.resolve("cut");
        assertEquals(0, explore(space, cut, "--threads", "1").exitCode());
        try (FileChannel log = FileChannel.open(cut.resolve("points.log"), StandardOpenOption.WRITE)) {
            log.truncate(log.size() * 7 / 10);
        }
        CommandLineRun resumed = explore(space, cut, "--resume");
        assertEquals(0, resumed.exitCode(), resumed.err());
        for (String file : List.of("points.csv", "points.jsonl")) {
            assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(cut.resolve(file)), file);
        }
        List<String> ids = new ArrayList<>();
        for (String line : Files.readAllLines(whole.resolve("points.jsonl"))) {
            JsonNode row = Json.parse(line);
            if (row.get("level").asText().equals("cycle")) {
                ids.add(row.get("run_id").asText());
            }
        }
        assertEquals(20, ids.size());
        for (String id : ids.subList(0, 4)) {
            CommandLineRun again = CommandLineRun.of("rerun", id, "--in", whole.toString());
            assertEquals(0, again.exitCode(), again.err());
            assertTrue(again.out().contains("equal bit for bit"), again.out());
        }
        CommandLineRun diff = CommandLineRun.of("diff", ids.get(0), ids.get(19), "--in", whole.toString());
        assertEquals(0, diff.exitCode(), diff.err());
        assertFalse(diff.out().contains("NaN"), diff.out());
    }

    @Test
    void saysWhyADesignCannotBeBuilt() throws IOException {
        Path out = folder.resolve("tiles");
        String text = SPACE.replace("- {name: exp, set: exp_per_cycle, powers_of_two: [8, 32]}", """
                  - {name: q, set: kernel.query_tile, values: [16x8, 3x5]}
                """.strip())
                .replace("- {name: hbm, set: hbm_bandwidth, values: [2, 4], unit: TB/s}", """
                  - {name: kv, set: kernel.kv_tile, values: [16x8]}
                """.strip())
                .replace("vary: exp", "vary: exp_per_cycle, values: [4, 64]");
        CommandLineRun run = explore(space("tiles.yaml", text), out);
        assertEquals(0, run.exitCode(), run.err());
        String csv = Files.readString(out.resolve("points.csv"));
        assertTrue(csv.lines().anyMatch(line -> line.contains("3x5") && line.contains("cannot be built")), csv);
        assertTrue(csv.lines().anyMatch(line -> line.contains(",16x8,16x8,") && line.endsWith("ok")), csv);
    }

    // What is replaced in the good space, what stands there instead, and the words that the refusal must hold.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set: exp_per_cycle | set: exp_per_cycl | bad.yaml:9: parameter exp: cannot set exp_per_cycl; did you mean 'exp_per_cycle'",
                "set: exp_per_cycle | set: name | bad.yaml:9; name",
                "powers_of_two: [8, 32] | values: [0, 8] | bad.yaml:9; between 1 and",
                "values: [2, 4], unit: TB/s | values: [2, 4] | bad.yaml:10; hbm_bandwidth",
                "set: pattern.stride | set: pattern.strid | bad.yaml:8; did you mean 'stride'",
                "values: [1, 4, 8] | values: [1, fast] | bad.yaml:8; fast",
                "values: [4x8, 8x8, | values: [4x8, 8x8x8, | bad.yaml:7; for 3 axes; has 2",
                "set: pattern.stride, values: [1, 4, 8] | set: kernel.scedule, values: [coop] | bad.yaml:8; did you mean 'schedule'",
                "set: pattern.stride, values: [1, 4, 8] | set: kernel.name, values: [fna] | bad.yaml:8; hopper-fna",
                "set: pattern.stride, values: [1, 4, 8] | set: kernel.dtype, values: [fp12] | bad.yaml:8; fp8",
                "set: pattern.stride, values: [1, 4, 8] | set: kernel.query_tile, values: [8by8] | bad.yaml:8; 16x8",
                "set: pattern.stride, values: [1, 4, 8] | set: kernel.query_tile, values: [8x8] | bad.yaml:8; kernel.kv_tile",
                "set: pattern.stride, values: [1, 4, 8] | set: kernel.allow_any_tile, values: [maybe] | bad.yaml:8; true or false",
                "pattern: gna | pattern: gnu | bad.yaml:3; did you mean 'gna'",
                "head_dim=128\"} | head_dim=128\", phase: decode} | bad.yaml:5; as many queries as keys",
                "layout:24x32,heads=4,head_dim=128 | layout:24by32,heads=4 | bad.yaml:5; 24by32",
                "layout:24x32,heads=4,head_dim=128 | layout:24x32,heads=4,head_dim=1000 | bad.yaml:5; vectors of 1000",
                "layout:24x32,heads=4,head_dim=128 | rows.csv | bad.yaml:5; SpAtten machine",
                "layout:24x32,heads=4,head_dim=128 | model:flax | bad.yaml:5; flux",
                "objectives: [latency_us, attended_share] | objectives: [latency_us, energy_pj] | bad.yaml:13; energy_pj; no energy, area",
                "objectives: [latency_us, attended_share] | objectives: [latency_us, output_error] | bad.yaml:13; without values",
                "attended_share >= 0.05 | top_k_cycles <= 5 | bad.yaml:12; no top-k engine",
                "control_points: 8 | rtl_points: 8 | bad.yaml:15; rtl_points",
                "question: softmax_cycles | question: power_w | bad.yaml:16; power_w",
                "vary: exp, | vary: l3, values: [1 MiB, 2 MiB], | l3",
            })
    void refusesWithLineAndFixBeforeTheFirstPoint(String there, String instead, String words) throws IOException {
        String text = SPACE.replace(there.strip(), instead.strip());
        assertFalse(text.equals(SPACE));
        Path out = folder.resolve("refused-" + Integer.toHexString(text.hashCode()));
        String message = explore(space("bad.yaml", text), out).refusal();
        for (String word : words.split(";")) {
            assertTrue(message.contains(word.strip()), message + "\nlacks: " + word);
        }
        assertFalse(Files.exists(out), "nothing is written for a space that is refused");
    }
}
