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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.CommandLineRun;
import tessera.traces.json.Json;

class SimulateCommandTest {
    private static final String HEADER = "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n";
    private static final String WORKLOAD = "sample:decode-cascade-480";
    private static final String TRACE = "sample:minilm-declaration-214";

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static List<String> fields(JsonNode node) {
        List<String> fields = new ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    @Test
    void workloadGivesTheFieldsOfTheDesign() {
        CommandLineRun run = CommandLineRun.of("simulate", WORKLOAD, "--machine", "spatten-hpca21", "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode json = Json.parse(run.out());
        assertEquals(
                List.of(
                        "machine",
                        "workload",
                        "memory",
                        "rows",
                        "cycles",
                        "lower_bound_cycles",
                        "serial_cycles",
                        "bottleneck",
                        "dram_requests",
                        "dram_read_bytes",
                        "energy_pj",
                        "power_w",
                        "frequency_ghz",
                        "time_us",
                        "executed_flops",
                        "dense_flops",
                        "executed_tflops",
                        "dense_equivalent_tflops",
                        "seed",
                        "energy",
                        "stalls",
                        "command_line",
                        "overrides",
                        "configuration"),
                fields(json));
        assertEquals(
                "tessera simulate " + WORKLOAD + " --machine spatten-hpca21 --format json",
                json.path("command_line").asText());
        assertEquals(
                "r2-hbm2-m",
                json.path("configuration").path("dram").path("preset").asText());
        assertEquals("spatten-hpca21", json.path("machine").asText());
        assertEquals(492, json.path("rows").asInt());
        assertEquals(
                32 * json.path("dram_requests").asLong(),
                json.path("dram_read_bytes").asLong());
        assertTrue(
                json.path("lower_bound_cycles").asLong() <= json.path("cycles").asLong());
        assertTrue(json.path("cycles").asLong() <= json.path("serial_cycles").asLong());
        for (JsonNode unit : json.path("stalls")) {
            long sum = 0;
            for (JsonNode cycles : unit) {
                sum += cycles.asLong();
            }
            assertEquals(json.path("cycles").asLong(), sum);
        }
    }

    @Test
    void perRowGivesOneResultARow() throws IOException {
        // Rows of the released RTL's driver: 8 bit, 100 keys -> 104: 2 bursts each; values the same; refetch 1 more a
        // key.
        String rows = file("w.csv", HEADER + "100,100,8,8,True\n64,16,8,8,False\n");
        CommandLineRun run = CommandLineRun.of(
                "simulate", rows, "--machine", "spatten-rtl", "--per-row", "--format", "json", "--seed", "3");
        JsonNode json = Json.parse(run.out());
        assertEquals(2, json.size());
        assertEquals(104 * 5, json.get(0).path("dram_requests").asInt());
        assertEquals(32 * 104 * 5, json.get(0).path("dram_read_bytes").asInt());
        assertEquals(0, json.get(0).path("top_k_cycles").asInt());
        assertEquals(2 * 104, json.get(0).path("query_key_cycles").asInt());
        assertTrue(json.get(1).path("top_k_cycles").asInt() > 0);
        int rowHits = json.get(0).path("row_hits").asInt(-1);
        assertTrue(rowHits >= 0 && rowHits <= 104 * 5, "row_hits " + rowHits);
        assertEquals(
                json.get(1).path("complete_cycle").asLong()
                        - json.get(0).path("complete_cycle").asLong(),
                json.get(1).path("cycles").asLong());
        assertEquals(100, json.get(0).path("key_fetch_num").asInt());
    }

    @Test
    void machineParametersCanBeSet() throws IOException {
        String rows = file("w.csv", HEADER + "512,512,8,8,False\n".repeat(8));
        long narrow = cycles(rows, "--set", "num_multipliers=64");
        long wide = cycles(rows, "--set", "bandwidth_downsample=1");
        assertTrue(wide < narrow, wide + " < " + narrow);
        assertEquals(
                cycles(rows),
                cycles(
                        rows,
                        "--set",
                        "num_bufline=2048",
                        "--set",
                        "topk_parallelism=16",
                        "--set",
                        "num_multipliers=64",
                        "--set",
                        "bandwidth_downsample=8"));
    }

    private static long cycles(String rows, String... more) {
        List<String> args = new ArrayList<>(List.of("simulate", rows, "--machine", "spatten-rtl", "--format", "json"));
        args.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(args.toArray(new String[0]));
        assertEquals(0, run.exitCode(), run.err());
        return Json.parse(run.out()).path("cycles").asLong();
    }

    @Test
    void timelineHoldsWhatTheLedgerSays() throws IOException {
        Path file = folder.resolve("timeline.json");
        CommandLineRun run = CommandLineRun.of(
                "simulate", WORKLOAD, "--machine", "spatten-1-8", "--format", "json", "--timeline", file.toString());
        assertEquals(0, run.exitCode(), run.err());
        long working = 0;
        String topK = "";
        for (JsonNode event : Json.parse(Files.readString(file)).path("traceEvents")) {
            if (event.path("name").asText().equals("thread_name")
                    && event.path("args").path("name").asText().equals("top_k")) {
                topK = event.path("tid").asText();
            }
            // At 1 GHz a cycle is a nanosecond: a thousandth of the file's unit.
            if (event.path("tid").asText().equals(topK)
                    && event.path("name").asText().equals("working")) {
                working += Math.round(event.path("dur").asDouble() * 1000);
            }
        }
        assertEquals(
                Json.parse(run.out())
                        .path("stalls")
                        .path("top_k")
                        .path("working_cycles")
                        .asLong(),
                working);
    }

    @Test
    void shapeGivesCountsWithoutValues() {
        String shape = "layout:64,layers=3,heads=4,head_dim=32";
        CommandLineRun run = CommandLineRun.of(
                "simulate",
                shape,
                "--machine",
                "spatten-hpca21",
                "--pattern",
                "dense",
                "--fc-bits",
                "8",
                "--format",
                "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode json = Json.parse(run.out());
        // 3 layers x 4 heads x 64 queries x 64 keys x 4 x 32 operations; weights 12 x 128^2 a layer, 64 tokens.
        assertEquals(3L * 4 * 64 * 64 * 4 * 32, json.path("executed_flops").asLong());
        assertEquals(
                json.path("executed_flops").asLong(), json.path("dense_flops").asLong());
        assertEquals(
                3L * 2 * 64 * 12 * 128 * 128, json.path("fully_connected_flops").asLong());
        assertEquals(
                3L * 12 * 128 * 128,
                json.path("fully_connected_dram_read_bytes").asLong());
        assertEquals(
                json.path("executed_flops").asLong() / json.path("time_us").asDouble() / 1e6,
                json.path("executed_tflops").asDouble(),
                1e-9);
        assertEquals(
                2,
                CommandLineRun.of("simulate", "layout:0,layers=1,heads=1,head_dim=8", "--machine", "spatten-1-8")
                        .exitCode());
        assertTrue(CommandLineRun.of("simulate", shape, "--machine", "spatten-1-8", "--pattern", "gna")
                .err()
                .contains("needs the values of a trace"));
    }

    @Test
    void traceGivesSurvivorsPerLayer() {
        CommandLineRun run = CommandLineRun.of("simulate", TRACE, "--machine", "spatten-hpca21", "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode json = Json.parse(run.out());
        assertEquals("spatten-cascade", json.path("pattern").asText());
        assertEquals("prefill", json.path("phase").asText());
        assertTrue(json.path("trace_sha256").asText().matches("[0-9a-f]{64}"));
        assertTrue(json.path("answers_equal_golden").asBoolean());
        // 214 tokens, 6 layers: 0.9 unpruned -> 1 layer; then 0.9, 0.75, 0.6, 0.45, 0.3 of 214.
        int[] tokens = {214, 192, 160, 128, 96, 64};
        for (int layer = 0; layer < 6; layer++) {
            JsonNode row = json.path("layers").get(layer);
            assertEquals(tokens[layer], row.path("kept_tokens").asInt());
            assertTrue(row.path("lower_bound_cycles").asLong()
                    <= row.path("cycles").asLong());
            assertTrue(row.path("cycles").asLong() <= row.path("serial_cycles").asLong());
        }
    }

    private static JsonNode withPattern(String pattern) {
        CommandLineRun run = CommandLineRun.of(
                "simulate",
                "sample:vit-shapes-256",
                "--machine",
                "spatten-hpca21",
                "--pattern",
                pattern,
                "--set",
                "pattern.scale=auto",
                "--format",
                "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode json = Json.parse(run.out());
        assertTrue(json.path("answers_equal_golden").asBoolean(), pattern);
        return json;
    }

    @Test
    void blockMasksRunWithSharedAndWithOwnFetches() {
        JsonNode blocks = withPattern("xattention");
        assertEquals("extended", blocks.path("mode").asText());
        assertTrue(blocks.path("cycles").asLong() < blocks.path("native_cycles").asLong());
        assertTrue(blocks.path("selection_us").asDouble() > 0);
        assertFalse(blocks.has("missing_unit"));
        JsonNode lists = withPattern("quest");
        assertEquals("native", lists.path("mode").asText());
        assertEquals("decode", lists.path("phase").asText());
        assertTrue(withPattern("video-blade").path("missing_unit").asText().contains("pooled branch"));
        assertRefused(
                "no unit for it (graph convolution",
                "sample:vit-shapes-256",
                "--machine",
                "spatten-hpca21",
                "--pattern",
                "mobile-vig");
    }

    @Test
    void resultsForPeopleAndSpreadsheets() {
        CommandLineRun text = CommandLineRun.of("simulate", WORKLOAD, "--machine", "spatten-1-8");
        assertTrue(text.out().startsWith("machine                  spatten-1-8\n"), text.out());
        assertTrue(text.out().contains("\nunit                 working [%]"), text.out());
        assertTrue(text.out().contains("\nmemory (2 channels)"), text.out());
        CommandLineRun csv = CommandLineRun.of(
                "simulate", WORKLOAD, "--machine", "spatten-1-8", "--format", "csv", "--out", folder.toString());
        assertEquals(2, csv.out().lines().count());
        assertTrue(Files.exists(folder.resolve("simulate.json")) && Files.exists(folder.resolve("simulate.csv")));
    }

    @Test
    void aLastLineThatNamesAFileIsNoted() throws IOException {
        String rows = file("w.csv", HEADER + "8,8,8,8,False\nconfigs/x.yml,,,,\n");
        CommandLineRun run = CommandLineRun.of("simulate", rows, "--machine", "spatten-hpca21");
        assertEquals(
                "note: " + rows + ":3: skipped the last line, which only names a file: 'configs/x.yml'\n", run.err());
        assertEquals(
                "",
                CommandLineRun.of("simulate", rows, "--machine", "spatten-hpca21", "--quiet")
                        .err());
    }

    @Test
    void wrongInputIsOneMessage() throws IOException {
        String good = file("good.csv", HEADER + "64,64,8,8,False\n");
        assertRefused("unknown column 'a'", file("a.csv", "a,b,c\n1,2,3\n"), "--machine", "spatten-rtl");
        assertRefused("an empty file", file("e.csv", ""), "--machine", "spatten-rtl");
        assertRefused(
                "e2.csv:2: key_fetch_num", file("e2.csv", HEADER + "-5,3,8,8,False\n"), "--machine", "spatten-rtl");
        assertRefused("must be at most", file("v.csv", HEADER + "64,128,8,8,False\n"), "--machine", "spatten-rtl");
        // Two thousand million keys and a shape of 48 thousand million rows: refused by count, before they take memory.
        String huge = file("huge.csv", HEADER + "2000000000,10,8,8,False\n");
        assertRefused("huge.csv:2: key_fetch_num = 2000000000, must be at most", huge, "--machine", "spatten-hpca21");
        assertRefused(
                "1000000 keys, must be at most",
                "layout:1000000,layers=96,heads=512,head_dim=64",
                "--machine",
                "spatten-hpca21");
        assertRefused(
                "from 1 to", file("o.csv", HEADER + "9".repeat(30) + ",1,8,8,False\n"), "--machine", "spatten-rtl");
        assertRefused("no such file", folder.resolve("nope.csv").toString(), "--machine", "spatten-hpca21");
        assertRefused("unknown sample 'does-not-exist'", "sample:does-not-exist", "--machine", "spatten-hpca21");
        assertRefused("did you mean 'spatten-rtl'?", good, "--machine", "spaten-rtl");
        assertRefused("kind", good, "--machine", file("m.yaml", "name: x\nbogus_key: 3\n"));
        assertRefused("num_multipliers", good, "--machine", "spatten-rtl", "--set", "num_multipliers=zero");
        assertRefused("need a trace", good, "--machine", "spatten-rtl", "--pattern", "dense");
        assertRefused("needs a workload CSV", TRACE, "--machine", "spatten-hpca21", "--per-row");
        assertRefused("did you mean 'dense'?", TRACE, "--machine", "spatten-hpca21", "--pattern", "dens");
        assertRefused(
                "did you mean 'value_keep'?", TRACE, "--machine", "spatten-hpca21", "--set", "pattern.value_kep=1");
        assertRefused("must come in pairs", file("p.csv", HEADER + "64,64,6,6,False\n"), "--machine", "spatten-rtl");
        assertRefused("must be one of -1", file("b.csv", HEADER + "64,64,7,8,False\n"), "--machine", "spatten-rtl");
        assertRefused("multiplier_bits", file("w16.csv", HEADER + "64,64,16,8,False\n"), "--machine", "spatten-hpca21");
        assertRefused("key_sram", file("k.csv", HEADER + "4096,64,8,8,False\n"), "--machine", "spatten-hpca21");
        assertRefused("Missing required option", good);
    }

    private static void assertRefused(String part, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "simulate";
        System.arraycopy(args, 0, all, 1, args.length);
        String message = CommandLineRun.of(all).refusal();
        assertTrue(message.contains(part), message);
    }

    @Test
    void machinesAndPatternsAreListed() {
        JsonNode machines = Json.parse(
                CommandLineRun.of("list", "machines", "--format", "json").out());
        assertEquals("spatten-hpca21", machines.get(0).path("name").asText());
        assertEquals(List.of("name", "summary", "source", "status"), fields(machines.get(0)));
        JsonNode patterns = Json.parse(
                CommandLineRun.of("list", "patterns", "--format", "json").out());
        assertEquals(
                List.of("name", "summary", "source", "status", "class", "fidelity", "trace_needs", "paper"),
                fields(patterns.get(0)));
        assertFalse(CommandLineRun.of("list", "traces").out().isEmpty());
        assertTrue(CommandLineRun.of("list", "traces").out().contains(WORKLOAD));
    }
}
