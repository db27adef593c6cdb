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
import tessera.models.dram.DramPresets;
import tessera.traces.json.Json;

class DramCommandTest {
    @TempDir
    private Path folder;

    /** A closed bank of r2-hbm2-b: RCD 14 + 1, CL 14, burst 2: data at 31, so 32 clocks, and 909 + 256 x 3.48 pJ. */
    @Test
    void answersOneReadAsJson() {
        JsonNode result = json("seq:n=1", "--preset", "r2-hbm2-b");
        assertEquals(32, result.get("cycles").asLong());
        assertEquals(31, result.get("average_latency_cycles").asDouble());
        assertEquals(909 + 256 * 3.48, result.get("energy_pj").asDouble(), 1e-6);
        assertEquals(512, result.get("peak_gb_per_s").asDouble());
        for (String field : List.of(
                "time_ns",
                "bandwidth_gb_per_s",
                "p50_latency_cycles",
                "p95_latency_cycles",
                "row_hit_rate",
                "activates",
                "precharges",
                "refreshes",
                "seed")) {
            assertTrue(result.has(field), field);
        }
    }

    @Test
    void everyPresetRunsCleanlyUnderItsChecker() {
        List<String> streams = List.of("seq", "stride", "rand", "gather_sorted", "gather_rand", "kv_alt", "copy");
        List<String> rules = List.of("sat", "perch", "win:4", "serial", "rate:0.3");
        for (int i = 0; i < 2 * DramPresets.ALL.size(); i++) {
            String preset = DramPresets.ALL.get(i / 2).name();
            String stream = streams.get(i % streams.size()) + ":n=60";
            CommandLineRun run = CommandLineRun.of(
                    "dram", stream, "--preset", preset, "--inject", rules.get(i % rules.size()), "--check");
            assertEquals(0, run.exitCode(), preset + " " + stream + run);
            assertTrue(run.err().contains(": 0 violations"), run.err());
        }
    }

    @Test
    void respectsChanges() {
        String[] stream = {"seq:n=4096", "--preset", "r2-hbm2-b"};
        long plain = json(stream).get("cycles").asLong();
        String map = "row.col[4:2].bank.bankgroup.pc.col[1:0].ch";
        JsonNode mapped = json("seq:n=4096", "--preset", "r2-hbm2-b", "--set", "map=" + map);
        assertEquals(map, mapped.get("map").asText());
        assertTrue(mapped.get("cycles").asLong() < plain);
        long shallow = json("seq:n=4096", "--preset", "r2-hbm2-b", "--set", "controller.read_queue_entries=2")
                .get("cycles")
                .asLong();
        assertTrue(shallow > plain, shallow + " with a queue of 2, " + plain + " with 32");
        long closed = json("rand:n=4096", "--preset", "d3-ddr4-b", "--set", "controller.row_policy=closed")
                .get("precharges")
                .asLong();
        assertTrue(closed < 40, closed + " precharges of their own, for refresh only");
        long queues = json("seq:n=4096", "--preset", "r2-hbm2-b", "--set", "controller.policy=bank_queues")
                .get("cycles")
                .asLong();
        assertTrue(queues != plain);
    }

    @Test
    void writesATraceThatItsCheckerAccepts() throws IOException {
        Path trace = folder.resolve("commands.csv");
        assertEquals(
                0,
                CommandLineRun.of("dram", "rand:n=50", "--trace", trace.toString())
                        .exitCode());
        List<String> lines = Files.readAllLines(trace);
        assertEquals("cycle,command,ch,pc,bg,ba,row,col", lines.get(0));
        assertTrue(lines.get(1).matches("0,ACT,\\d+,[01],[0-3],[0-3],\\d+,0"), lines.get(1));
        CommandLineRun good = CommandLineRun.of("dram", "--check-trace", trace.toString(), "--format", "json");
        assertEquals(0, good.exitCode());
        assertEquals(0, Json.parse(good.out()).get("violations").asInt());

        // The first read a clock earlier than RCD lets it.
        int read = 1;
        while (!lines.get(read).contains(",RD,")) {
            read++;
        }
        String[] cells = lines.get(read).split(",", 2);
        List<String> broken = new ArrayList<>(lines);
        broken.set(read, (Integer.parseInt(cells[0]) - 1) + "," + cells[1]);
        broken.subList(1, broken.size())
                .sort((a, b) -> Integer.compare(
                        Integer.parseInt(a.substring(0, a.indexOf(','))),
                        Integer.parseInt(b.substring(0, b.indexOf(',')))));
        Files.write(trace, broken);
        CommandLineRun bad = CommandLineRun.of("dram", "--check-trace", trace.toString());
        assertEquals(1, bad.exitCode());
        assertTrue(bad.err().contains("t_rcd_rd needs 14, got 13"), bad.err());
    }

    @Test
    void ranksMapsAndKeepsTheBestFirst() {
        JsonNode ranked = json("gather_rand:n=100,row=128", "--preset", "r2-hbm2-b", "--map-explorer");
        assertTrue(ranked.size() > 100, ranked.size() + " maps");
        for (int i = 1; i < ranked.size(); i++) {
            assertTrue(ranked.get(i - 1).get("cycles").asLong()
                    <= ranked.get(i).get("cycles").asLong());
        }
    }

    @Test
    void aPrintedPresetIsThatPreset() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(
                file,
                CommandLineRun.of("dram", "--preset", "hbm3", "--print-preset").out());
        assertEquals(
                json("rand:n=500", "--preset", "hbm3").get("cycles"),
                json("rand:n=500", "--preset", file.toString()).get("cycles"));
    }

    @Test
    void aPrintedStreamIsThatStream() throws IOException {
        CommandLineRun printed = CommandLineRun.of("dram", "copy:n=4,foot=1024", "--print-stream");
        assertEquals("0 R\n200 W\n20 R\n220 W\n", printed.out());
        Path file = folder.resolve("stream.txt");
        Files.writeString(
                file,
                CommandLineRun.of("dram", "kv_alt:n=300", "--print-stream").out());
        assertEquals(json("kv_alt:n=300").get("cycles"), json(file.toString()).get("cycles"));
    }

    @Test
    void spattensMemoryWarnsOfItsRowCycle() {
        CommandLineRun run = CommandLineRun.of("dram", "seq:n=10", "--preset", "r2-hbm2-spatten");
        assertEquals(0, run.exitCode());
        assertEquals(
                "tessera dram: r2-hbm2-spatten: t_rc_cycles = 19 is less than t_ras + t_rp = 24: the effective row cycle"
                        + " is 24",
                run.err().strip());
    }

    @Test
    void comparesRowsAndSaysWhetherTheyAgree() throws IOException {
        String header = "config,stream,stream_params,mode,mode_param,n_tx,tx_bytes,cycles,lat_avg_cyc,row_hit_rate\n";
        Path rows = folder.resolve("rows.csv");
        Files.writeString(rows, header + "R2-HBM2-B,seq,,serial,,1,32,32,31,0\n");
        CommandLineRun same = CommandLineRun.of("dram", "--compare", rows.toString());
        assertEquals(0, same.exitCode(), same.err());
        Files.writeString(rows, header + "R2-HBM2-B,seq,,serial,,1,32,34,31,0\n");
        assertEquals(1, CommandLineRun.of("dram", "--compare", rows.toString()).exitCode());
    }

    @Test
    void refusesWhatCannotHold() throws IOException {
        // Change, and words that its message must have: the rule, the value or the fix.
        String[][] cases = {
            {"timing.t_rcd_rd_cycles=0", "t_rcd_rd_cycles = '0'", "between 1 and"},
            {"timing.t_faw_cycles=-3", "t_faw_cycles = '-3'", "between 1 and"},
            {"timing.t_faw_cycles=3", "t_faw_cycles = 3", "at least t_rrd_s_cycles = 4", "raise it or lower"},
            {"timing.t_refi_cycles=200", "t_refi_cycles = 200", "at least t_rfc_cycles = 350", "raise it or lower"},
            {"organisation.burst_length=3", "burst_length = '3'", "power of two"},
            {"organisation.burst_length=1", "burst_length = '1'", "whole clocks"},
            {"organisation.rows=1000", "rows = '1000'", "power of two"},
            {"map=row.bank.bankgroup.col.ch", "does not cover the address", "level 'pc' (1 bits) is missing"},
            {"map=row.bank.bankgroup.pc.col.ch.foo", "unknown level", "'foo'", "expected one of"},
            {"map=row.bank.bankgroup.pc.col.col.ch", "'col'", "twice", "once"},
            {"controller.read_queue_entries=0", "read_queue_entries = '0'", "between 1 and"},
            {"timing.t_clx_cycles=3", "t_clx_cycles", "did you mean 't_cl_cycles'"},
        };
        for (String[] each : cases) {
            assertRefused(List.of(each).subList(1, each.length), "seq:n=10", "--set", each[0]);
        }
        assertRefused(List.of("n = '0'", "between 1 and"), "seq:n=0");
        assertRefused(List.of("size = 64", "moves 32 bytes", "use size=32"), "seq:n=10,size=64");
        assertRefused(List.of("64-bit time", "use a rate"), "seq:n=10", "--inject", "rate:1e-300");
        assertRefused(List.of("64-bit time", "use a rate"), "seq:n=10", "--inject", "rate:1e300");
        assertRefused(List.of("above 0", "got 'NaN'"), "seq:n=10", "--inject", "rate:NaN");
        assertRefused(List.of("window of 1", "got '0'"), "seq:n=10", "--inject", "win:0");
        assertRefused(List.of("unknown injection rule"), "seq:n=10", "--inject", "saturate");
        assertRefused(List.of("unknown DRAM preset", "d3-hbm2-a"), "seq:n=10", "--preset", "d3-hbm2-x");
        assertRefused(List.of("STREAM"));
    }

    @Test
    void refusesBadFilesAndLeavesNothingBehind() throws IOException {
        String malformed = write("malformed.txt", "0 R\n40 W\nzz R\n");
        assertRefused(List.of("malformed.txt:3", "'zz R'", "HEXADDR"), malformed);
        assertRefused(List.of("empty.txt", "at least one line"), write("empty.txt", ""));
        assertRefused(List.of("beyond the device", "0xffffffffff"), write("beyond.txt", "0 R\nffffffffff R\n"));
        String trace = folder.resolve("out.csv").toString();
        assertRefused(List.of("malformed.txt:3"), malformed, "--trace", trace);
        assertRefused(List.of("beyond the device"), folder.resolve("beyond.txt").toString(), "--trace", trace);
        assertRefused(List.of("64-bit time"), "seq:n=10", "--inject", "rate:1e-300", "--trace", trace);
        assertRefused(List.of("malformed.txt:1", "ACT"), "--check-trace", malformed);
        assertRefused(List.of("malformed.txt:1", "column 'config'"), "--compare", malformed);
        try (Stream<Path> left = Files.list(folder)) {
            assertFalse(left.anyMatch(file -> !file.toString().endsWith(".txt")), "a partial file is left");
        }
    }

    private String write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private static void assertRefused(List<String> words, String... args) {
        List<String> all = new ArrayList<>(List.of("dram"));
        all.addAll(List.of(args));
        String message = CommandLineRun.of(all.toArray(String[]::new)).refusal();
        for (String word : words) {
            assertTrue(message.contains(word), "'" + word + "' in: " + message);
        }
    }

    private static JsonNode json(String... args) {
        List<String> all = new ArrayList<>(List.of("dram"));
        all.addAll(List.of(args));
        all.addAll(List.of("--format", "json"));
        CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return Json.parse(run.out());
    }
}
