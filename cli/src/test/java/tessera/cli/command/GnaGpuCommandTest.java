package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.CommandLineRun;
import tessera.traces.json.Json;

class GnaGpuCommandTest {
    private static final String[] FLUX = {
        "gna", "--layout", "256x256", "--window", "80x80", "--stride", "16x16", "--heads", "24", "--head-dim", "128"
    };

    @TempDir
    private Path folder;

    private static CommandLineRun run(String[] line, String... more) {
        return CommandLineRun.of(Stream.concat(Stream.of(line), Stream.of(more)).toArray(String[]::new));
    }

    private static JsonNode gpu(String[] line, String... more) {
        CommandLineRun run = run(
                line,
                Stream.concat(Stream.of(more), Stream.of("--format", "json")).toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return Json.parse(run.out()).get("gpu");
    }

    @Test
    void resultHasEveryFieldInOrder() {
        JsonNode gpu = gpu(FLUX, "--gpu", "b200");
        List<String> names = new ArrayList<>();
        gpu.fieldNames().forEachRemaining(names::add);
        names.remove("additional_us");
        assertEquals(
                List.of(
                        "kernel",
                        "kernel_us",
                        "token_permute_us",
                        "pad_us",
                        "total_us",
                        "dense_kernel",
                        "dense_us",
                        "speedup",
                        "speedup_with_permute",
                        "tflops_useful",
                        "tflops_executed",
                        "waves",
                        "sm_busy_share",
                        "bound_by",
                        "lower_bound_us",
                        "serial_us"),
                names.subList(0, 16));
        assertEquals("blackwell-fna", gpu.get("kernel").asText());
        assertEquals("cudnn", gpu.get("dense_kernel").asText());
        // 24 heads x 256 query tiles on 148 SMs.
        assertEquals(6144 / 148.0, gpu.get("waves").asDouble(), 1e-12);
        assertEquals(
                gpu.get("dense_us").asDouble() / gpu.get("kernel_us").asDouble(),
                gpu.get("speedup").asDouble(),
                1e-12);
    }

    @Test
    void tilesLeftOutAreThoseOfTheKernel() {
        CommandLineRun run = run(FLUX, "--gpu", "h100", "--format", "json");
        assertEquals(
                "[16,8]", Json.parse(run.out()).get("problem").get("query_tile").toString());
        assertTrue(run.err().contains("the default of kernel hopper-fna"), run.err());
        assertEquals(
                "flex",
                gpu(FLUX, "--gpu", "h100", "--kernel", "flex").get("kernel").asText());
    }

    @Test
    void aDenseProblemNeedsNoKernel() {
        JsonNode gpu = gpu(new String[] {"gna", "--layout", "4096", "--window", "4096", "--gpu", "b200"});
        assertEquals("cudnn", gpu.get("kernel").asText());
        assertEquals(gpu.get("dense_us").asDouble(), gpu.get("kernel_us").asDouble());
        assertEquals(1.0, gpu.get("speedup").asDouble());
    }

    @Test
    void passDtypeAndAdditionalKeysChangeTheTime() {
        double forward = gpu(FLUX, "--gpu", "b200").get("kernel_us").asDouble();
        JsonNode backward = gpu(FLUX, "--gpu", "b200", "--pass", "backward");
        assertTrue(backward.get("kernel_us").asDouble() > 1.5 * forward);
        assertTrue(backward.get("additional_us").asDouble() > 0);
        assertTrue(gpu(FLUX, "--gpu", "b200", "--dtype", "fp8").get("kernel_us").asDouble() <= forward);
        JsonNode text = gpu(FLUX, "--gpu", "b200", "--additional-kv", "512");
        assertTrue(text.get("total_us").asDouble()
                > forward + text.get("additional_us").asDouble());
        assertEquals(
                2 * forward,
                gpu(FLUX, "--gpu", "b200", "--batch", "2").get("kernel_us").asDouble(),
                0.05 * forward);
    }

    @Test
    void problemLinesCarryTheGpuAndAreRefusedInTheirPlace() throws IOException {
        String common = "{\"layout\":[256,256],\"window\":[80,80],\"stride\":[16,16],\"heads\":24,\"head_dim\":128";
        Path file = Files.writeString(
                folder.resolve("p.jsonl"),
                String.join(
                        "\n",
                        common + ",\"gpu\":\"b200\"}",
                        common + ",\"gpu\":\"b201\"}",
                        common + ",\"gpu\":\"h100\",\"kernel\":\"hopper-fna\",\"schedule\":\"ping-pong\","
                                + "\"dense_kernel\":\"fa3\",\"dtype\":\"bf16\",\"batch\":2,\"pass\":\"forward\"}",
                        common + "}",
                        common + ",\"kernel\":\"flex\"}",
                        common + ",\"gpu\":\"b200\",\"query_tile\":[4,4],\"kv_tile\":[4,4]}"));
        CommandLineRun run = CommandLineRun.of("gna", "--problems", file.toString(), "--format", "json");
        assertEquals(2, run.exitCode());
        List<JsonNode> lines = run.out().lines().map(Json::parse).toList();
        assertEquals(6, lines.size());
        assertEquals(
                gpu(FLUX, "--gpu", "b200").toString(), lines.get(0).get("gpu").toString());
        assertTrue(lines.get(1).get("error").get("message").asText().contains("did you mean 'b200'?"));
        assertEquals("fa3", lines.get(2).get("gpu").get("dense_kernel").asText());
        assertFalse(lines.get(3).has("gpu") || lines.get(3).has("error"));
        assertTrue(lines.get(4).get("error").get("message").asText().startsWith("kernel without gpu"));
        assertTrue(lines.get(5).get("error").get("message").asText().contains("or --allow-any-tile"));
        CommandLineRun csv = CommandLineRun.of("gna", "--problems", file.toString(), "--format", "csv");
        assertTrue(csv.out().lines().findFirst().orElseThrow().contains("gpu_kernel_us"));
        CommandLineRun table = CommandLineRun.of("gna", "--problems", file.toString());
        assertTrue(table.out().contains("kernel us"), table.out());
    }

    @Test
    void wrongNamesAndTilesAreRefusedWithTheFix() {
        refused("did you mean 'b200'?", "--gpu", "b20");
        refused("did you mean 'blackwell-fna'?", "--gpu", "b200", "--kernel", "blackwel-fna");
        refused("does not run on b200 (blackwell): use", "--gpu", "b200", "--kernel", "hopper-fna");
        refused("did you mean 'persistent'?", "--gpu", "b200", "--schedule", "persistant");
        refused("did you mean 'cudnn'?", "--gpu", "b200", "--dense-kernel", "cudn");
        refused("is a kernel with windows", "--gpu", "b200", "--dense-kernel", "flex");
        refused("unknown dtype 'fp32'", "--gpu", "b200", "--dtype", "fp32");
        refused("dtype fp8 is not served", "--gpu", "h100", "--dtype", "fp8");
        refused("unknown pass 'back'", "--gpu", "b200", "--pass", "back");
        refused("--batch 0: must be at least 1", "--gpu", "b200", "--batch", "0");
        refused("without --gpu", "--kernel", "flex");
        refused("or --allow-any-tile", "--gpu", "b200", "--query-tile", "8x8", "--kv-tile", "8x8");
        refused(
                "needs 327680 bytes of shared memory",
                "--gpu",
                "b200",
                "--query-tile",
                "32x16",
                "--kv-tile",
                "16x16",
                "--allow-any-tile");
        refused("is a dense kernel, the problem has a window", "--gpu", "b200", "--kernel", "fa4");
        String[] narrow = {"gna", "--layout", "64", "--window", "8", "--head-dim", "100", "--gpu", "h100"};
        String message = CommandLineRun.of(narrow).refusal();
        assertTrue(message.contains("head_dim = 100 is not served by kernel hopper-fna"), message);
    }

    @Test
    void measuredRowsAreReadStrictly() throws IOException {
        Path wrong = Files.writeString(folder.resolve("rows.csv"), "device,backend\nH100,cudnn\n");
        String message =
                CommandLineRun.of("gna", "--calibrate", wrong.toString()).refusal();
        assertTrue(message.contains("rows.csv:1: column layout is missing"), message);
        assertTrue(CommandLineRun.of(
                        "gna", "--calibrate", folder.resolve("none.csv").toString())
                .refusal()
                .contains("no such file"));
    }

    private static void refused(String expected, String... options) {
        String message = run(FLUX, options).refusal();
        assertTrue(message.contains(expected), () -> "expected '" + expected + "' in: " + message);
    }
}
