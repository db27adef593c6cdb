package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.CommandLineRun;
import tessera.traces.json.Json;

class GnaCommandTest {
    private static final String[] SMALL = {
        "gna", "--layout", "8", "--window", "4", "--stride", "4", "--query-tile", "4", "--kv-tile", "2"
    };

    @TempDir
    private Path folder;

    @Test
    void answersOneProblemAsJson() {
        // 8 tokens, window 4 = stride: two blocks of 4 x 4; 2 query tiles of 4 see 2 KV tiles of 2 each, all full.
        JsonNode result = json(SMALL);
        assertEquals(32, result.get("attended_pairs").asLong());
        assertEquals(2.0, result.get("flop_speedup").asDouble());
        assertEquals(4, result.get("static").get("full").asLong());
        assertEquals("{\"2\":2}", result.get("static").get("kv_tiles_histogram").toString());
        assertTrue(result.get("dynamic").get("perfectly_block_sparse").asBoolean());
        assertEquals("[false]", result.get("problem").get("causal").toString());
    }

    @Test
    void tableSaysWhichSpeedupBoundsWhatAndDrawsTheMap() {
        CommandLineRun run = CommandLineRun.of(SMALL);
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("bounds a single wave, that is latency"), run.out());
        assertTrue(run.out().contains("bounds throughput over many"), run.out());
        assertTrue(run.out().contains("  ##..\n  ..##\n"), run.out());
    }

    @Test
    void tilesLeftOutAreThoseOfTheReleasedKernelAndSaidSo() {
        CommandLineRun run = CommandLineRun.of("gna", "--layout", "64x64", "--window", "16x16", "--format", "json");
        assertTrue(run.err().contains("took 16x16 | 16x8"), run.err());
        JsonNode problem = Json.parse(run.out()).get("problem");
        assertEquals("[16,16]", problem.get("query_tile").toString());
        assertEquals("[16,8]", problem.get("kv_tile").toString());
        assertEquals(
                "",
                CommandLineRun.of("gna", "--layout", "64", "--window", "16", "--quiet")
                        .err());
    }

    @Test
    void kvTilingLeavesTheOtherOut() {
        JsonNode result = json("gna", "--layout", "8", "--window", "4", "--kv-tiling", "dynamic");
        assertTrue(result.has("dynamic") && !result.has("static"));
        assertFalse(json("gna", "--layout", "8", "--window", "4", "--no-histogram")
                .get("static")
                .has("kv_tiles_histogram"));
    }

    @Test
    void headsGiveCtasAndFlops() {
        // 2 query tiles x 3 heads; 32 pairs x 4 x 16 x 3 FLOPs.
        JsonNode work = json(Stream.concat(Stream.of(SMALL), Stream.of("--heads", "3", "--head-dim", "16"))
                        .toArray(String[]::new))
                .get("work");
        assertEquals(6, work.get("ctas").asLong());
        assertEquals(32 * 4 * 16 * 3, work.get("useful_flops").asLong());
    }

    @Test
    void csvHasOneRowWithEveryField() {
        CommandLineRun run = CommandLineRun.of(
                "gna", "--layout", "8x8", "--window", "4x4", "--causal", "no,yes", "--format", "csv", "--quiet");
        List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("layout,window,stride,dilation,causal,query_tile"), lines.get(0));
        assertTrue(lines.get(1).startsWith("8x8,4x4,1x1,1x1,\"no,yes\",16x16"), lines.get(1));
    }

    @Test
    void suggestRanksTilesAndFindsPerfectStrides() {
        String[] cosmos = {"gna", "--layout", "16x44x80", "--window", "16x24x16", "--suggest", "--quiet"};
        JsonNode result = json(cosmos);
        assertEquals(
                "[1,8,16]",
                result.get("perfect_strides").get("static").get("smallest").toString());
        assertEquals(
                48, result.get("perfect_strides").get("static").get("count").asLong());
        JsonNode best = result.get("tiles").get(0);
        assertEquals("Blackwell FNA", best.get("kernel").asText());
        assertEquals("[8,4,8]", best.get("query_tile").toString());
        assertEquals("[1,8,16]", best.get("smallest_perfect_stride").toString());
        String text = CommandLineRun.of(cosmos).out();
        assertTrue(
                text.contains("static KV tiling: 48 of 6,144: {1-16} x {8, 16, 24} x {16}, the smallest is 1x8x16"),
                text);
        refused("--suggest ranks multi_dim tiles", "--layout", "8", "--window", "4", "--suggest", "--tiling", "flat");
        refused("--top = 0", "--layout", "8", "--window", "4", "--suggest", "--top", "0");
    }

    @Test
    void problemFilesAreAnsweredLineByLineAndWrongLinesInPlace() throws IOException {
        Path file =
                problems("{\"layout\":[8],\"window\":[4],\"query_tile\":[4],\"kv_tile\":[2]}", "", "not json", "{}");
        CommandLineRun run = CommandLineRun.of("gna", "--problems", file.toString(), "--format", "json");
        assertEquals(2, run.exitCode());
        List<JsonNode> answers = run.out().lines().map(Json::parse).toList();
        assertEquals(3, answers.size());
        assertEquals(8, answers.get(0).get("tokens").asLong());
        assertEquals(3, answers.get(1).get("error").get("line").asLong());
        assertEquals(4, answers.get(2).get("error").get("line").asLong());
        assertEquals(
                "layout is missing, expected one whole number per axis",
                answers.get(2).get("error").get("message").asText());
        assertTrue(
                run.err().contains("2 of 3 problems of " + file + " could not be answered; first line 3"), run.err());
        assertEquals(1, run.err().lines().count());
    }

    @Test
    void problemFilesAlsoComeAsTableAndCsv() throws IOException {
        Path file = problems("{\"layout\":[8],\"window\":[4]}", "[]");
        CommandLineRun table = CommandLineRun.of("gna", "--problems", file.toString());
        assertTrue(table.out().contains("static worst"), table.out());
        assertTrue(table.out().contains("line 2: expected one JSON object a line, got a list"), table.out());
        CommandLineRun csv = CommandLineRun.of("gna", "--problems", file.toString(), "--format", "csv");
        assertEquals(3, csv.out().lines().count());
    }

    @Test
    void outFolderGetsTheSameAnswers() throws IOException {
        Path file = problems("{\"layout\":[8],\"window\":[4]}");
        Path out = folder.resolve("out");
        CommandLineRun run =
                CommandLineRun.of("gna", "--problems", file.toString(), "--format", "json", "--out", out.toString());
        assertEquals(run.out(), Files.readString(out.resolve("gna.jsonl")));
        assertEquals(
                0,
                CommandLineRun.of("gna", "--layout", "8", "--window", "4", "--out", out.toString())
                        .exitCode());
        assertTrue(Files.exists(out.resolve("gna.json")) && Files.exists(out.resolve("gna.csv")));
    }

    @Test
    void wrongOptionsAreRefusedWithWhatWasExpected() {
        refused("axis 0: window = 31, must be 1 to 30", "--layout", "30x48x80", "--window", "31x24x24");
        refused("window has 3 entries, expected 2", "--layout", "30x48", "--window", "18x24x24");
        refused("stride = 17, must be 1 to 16 (the window)", "--layout", "64", "--window", "16", "--stride", "17");
        refused("--query-tile '0'", "--layout", "64", "--window", "16", "--query-tile", "0", "--kv-tile", "8");
        refused("expected whole numbers 1 to 2147483647", "--layout", "9".repeat(30), "--window", "16");
        refused("--layout '-4'", "--layout", "-4", "--window", "2");
        refused("got 'q'", "--layout", "64xq", "--window", "2");
        refused("1 to 3 axes", "--layout", "2x2x2x2", "--window", "2");
        refused("got 'maybe'", "--layout", "64", "--window", "2", "--causal", "maybe");
        refused("did you mean 'flat'?", "--layout", "64", "--window", "2", "--tiling", "flatt");
        refused("did you mean 'static'?", "--layout", "64", "--window", "2", "--kv-tiling", "statik");
        refused("kv_tile is missing", "--layout", "64", "--window", "2", "--query-tile", "8");
        refused(
                "query_tile = 8x8 has 2 extents, expected 1",
                "--layout",
                "64",
                "--window",
                "2",
                "--query-tile",
                "8x8",
                "--kv-tile",
                "8");
        refused(
                "expected 1 in flat tiling",
                "--layout",
                "8x8",
                "--window",
                "2x2",
                "--tiling",
                "flat",
                "--query-tile",
                "4x4",
                "--kv-tile",
                "4x4");
        refused("expected --layout and --window", "--layout", "64");
        refused("got only --heads", "--layout", "64", "--window", "2", "--heads", "2");
        refused("heads = 0, must be 1 to", "--layout", "64", "--window", "2", "--heads", "0", "--head-dim", "8");
        refused("--heads", "--layout", "64", "--window", "2", "--heads", "x", "--head-dim", "8");
        refused("did you mean", "--layuot", "64", "--window", "2");
        refused("one or the other", "--problems", "x.jsonl", "--layout", "4");
    }

    @Test
    void countsBeyondSixtyFourBitsAreNamed() {
        String most = "2147483647";
        refused("attended_pairs is 2^63 or more", "--layout", most + "x" + most, "--window", most + "x" + most);
        refused(
                "tokens is 2^63 or more",
                "--layout",
                most + "x" + most + "x" + most,
                "--window",
                "1x1x1",
                "--query-tile",
                most + "x" + most + "x1",
                "--kv-tile",
                most + "x" + most + "x1");
        refused(
                "dense_tile_pairs is 2^63 or more",
                "--layout",
                most + "x" + most,
                "--window",
                "1x1",
                "--query-tile",
                "1x1",
                "--kv-tile",
                "1x1");
    }

    @Test
    void unreadableProblemFilesAreRefused() throws IOException {
        refused("does not exist", "--problems", folder.resolve("none.jsonl").toString());
        refused("is a folder", "--problems", folder.toString());
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        Path binary = Files.write(folder.resolve("noise.jsonl"), noise);
        CommandLineRun run = CommandLineRun.of("gna", "--problems", binary.toString(), "--format", "json");
        assertEquals(2, run.exitCode());
        assertEquals(1, run.err().lines().count());
        assertTrue(run.err().contains("problems of " + binary + " could not be answered"), run.err());
        run.out().lines().forEach(line -> assertTrue(Json.parse(line).has("error"), line));
    }

    private void refused(String expected, String... options) {
        String[] line = Stream.concat(Stream.of("gna"), Stream.of(options)).toArray(String[]::new);
        String message = CommandLineRun.of(line).refusal();
        assertTrue(message.contains(expected), () -> "expected '" + expected + "' in: " + message);
    }

    private static JsonNode json(String... line) {
        CommandLineRun run = CommandLineRun.of(
                Stream.concat(Stream.of(line), Stream.of("--format", "json")).toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return Json.parse(run.out());
    }

    private Path problems(String... lines) throws IOException {
        return Files.write(folder.resolve("problems.jsonl"), List.of(lines));
    }
}
