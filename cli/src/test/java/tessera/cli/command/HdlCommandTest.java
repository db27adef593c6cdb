package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.cli.CommandLineRun;
import tessera.hdl.block.Block;
import tessera.hdl.block.Blocks;
import tessera.hdl.tool.Tool;
import tessera.traces.json.Json;

class HdlCommandTest {
    @TempDir
    private Path folder;

    @Test
    void listNamesEveryBlockWithItsLatency() {
        CommandLineRun run = CommandLineRun.of("hdl", "list", "--format", "json");
        JsonNode blocks = Json.parse(run.out());
        assertEquals(Blocks.ALL.size(), blocks.size());
        assertEquals("zero-eliminator", blocks.get(0).get("name").asText());
        assertEquals(
                "ceil(2 log2(lanes) / layers_per_stage)",
                blocks.get(0).get("latency").asText());
        JsonNode listed = Json.parse(
                CommandLineRun.of("list", "blocks", "--format", "json").out());
        assertEquals(Blocks.ALL.stream().map(Block::name).toList(), listed.findValuesAsText("name"));
    }

    @Test
    void emitWritesTheFolderAndNamesItsFiles() throws Exception {
        Path out = folder.resolve("rtl");
        CommandLineRun run = CommandLineRun.of(
                "hdl", "emit", "zero-eliminator", "--set", "lanes=8", "--out", out.toString(), "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode answer = Json.parse(run.out());
        String top = "tsr_zero_eliminator_n8_w12_l4";
        assertEquals(top, answer.get("top").asText());
        List<String> files = new ArrayList<>();
        answer.get("files")
                .forEach(
                        file -> files.add(out.relativize(Path.of(file.asText())).toString()));
        assertEquals(
                List.of(
                        top + ".v",
                        "bench/" + top + "_tb.sv",
                        "bench/main.cpp",
                        "bench/driven.hex",
                        "bench/expected.hex",
                        "bench/care.hex",
                        "Makefile",
                        "README.md"),
                files);
        for (String file : files) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
        assertTrue(Files.readString(out.resolve(top + ".v")).contains("module " + top + " ("));
        assertEquals(4, out.toFile().list().length, "nothing else is written there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "emit zero-eliminator --set lanes=12 | zero-eliminator: lanes = 12, must be a power of two between 2 and"
                        + " 64 (each shift layer moves a lane by a power of two); use 8 or 16",
                "emit zero-eliminator --set lane_bits=0 | zero-eliminator: lane_bits = 0, must be a whole number between"
                        + " 1 and 64 (a lane holds one word); use 1 or more",
                "emit zero-eliminator --set lane=8 | unknown parameter of zero-eliminator 'lane': expected one of lanes,"
                        + " lane_bits, layers_per_stage; did you mean 'lanes'?",
                "verify zero-eliminator --cases 0 | --cases = 0, must be between 1 and 100000000",
                "emit top-k-radix --set capacity=100 | top-k-radix: capacity = 100, must be a multiple of lanes = 16 (scores"
                        + " come in whole rows); use 96 or 112",
                "emit top-k-quick --set capacity=8 | top-k-quick: capacity = 8, must be a multiple of lanes = 16 (scores"
                        + " come in whole rows); use 16",
                "emit top-k-radix --set score_bits=0 | top-k-radix: score_bits = 0, must be a whole number between 1 and"
                        + " 32 (a lane's score); use 1 or more",
                "synth top-k-radix --sweep lanes | --sweep lanes: expected KEY=V1,V2,…, such as lanes=4,8,16",
                "synth top-k-radix --liberty none.lib | --liberty none.lib: expected a Liberty file (.lib), but it cannot"
                        + " be read: there is no such file",
                "check top-k-radix --rtl none.v --top t | --rtl none.v: expected a Verilog file, but there is no such file",
                "check top-k-radix --rtl none.v --top t --cases 0 | --cases = 0, must be between 1 and 100000000",
                "verify crossbar --formal --set inputs=8 | --set does not go with --formal: proofs have small parameters of"
                        + " their own; got --set inputs=8",
                "verify softmax --formal | no proof of softmax; blocks with proofs: zero-eliminator, prefix-sum,"
                        + " bit-width-converter, dot-product, prob-value, quantisation-decision, token-importance,"
                        + " head-importance, gather-addresses, crossbar, gna-tiles, top-k-radix, top-k-quick",
                "mutate crossbar --mutants 0 | --mutants = 0, must be between 1 and 60000",
                "emit gna-tiles --set kv_tile_2=3 | gna-tiles: kv_tile_2 = 3, must be a power of two between 1 and 4096 (a"
                        + " key's tile is found by a shift); use 2 or 4",
                "verify --all --set lanes=8 | --set goes with one BLOCK, not with --all; got --set lanes=8",
            })
    void badInputIsOneLineAndWritesNothing(String arguments, String message) {
        Path out = folder.resolve("rtl");
        List<String> line = new ArrayList<>(List.of("hdl"));
        line.addAll(List.of(arguments.split(" ")));
        line.addAll(List.of("--out", out.toString()));
        CommandLineRun run = CommandLineRun.of(line.toArray(String[]::new));
        assertEquals(2, run.exitCode());
        assertEquals("tessera hdl " + line.get(1) + ": " + message + "\n", run.err());
        assertEquals("", run.out());
        assertFalse(Files.exists(out));
    }

    @Test
    void emitNeedsAFolderItCanWrite() throws Exception {
        assertEquals(
                "tessera hdl emit: expected --out DIR, the folder for the Verilog files; got none\n",
                CommandLineRun.of("hdl", "emit", "zero-eliminator").err());
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        CommandLineRun run = CommandLineRun.of("hdl", "emit", "zero-eliminator", "--out", file + "/rtl");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("tessera hdl emit: cannot write " + file + "/rtl"), run.err());
    }

    @ParameterizedTest
    @CsvSource({
        "verify --all, verilator is not on the PATH: it runs the generated Verilog; install it with: apt-get install"
                + " verilator g++",
        "synth top-k-radix, yosys is not on the PATH: it synthesises and proves the generated Verilog; install it with:"
                + " apt-get install yosys",
    })
    void aMissingToolIsExitCode4WithTheInstallHint(String arguments, String hint) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                "tessera.cli.Tessera",
                "hdl"));
        command.addAll(List.of(arguments.split(" ")));
        ProcessBuilder line = new ProcessBuilder(command);
        line.environment().put("PATH", folder.toString());
        Process process = line.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(4, process.waitFor());
        assertTrue(err.startsWith("tessera hdl " + arguments.split(" ")[0] + ": " + hint), err);
    }

    @Test
    void rtlCheckNeedsATrace() {
        CommandLineRun run = CommandLineRun.of(
                "simulate", "sample:decode-cascade-480", "--machine", "spatten-rtl", "--rtl-check", "2");
        assertEquals(2, run.exitCode());
        assertEquals(
                "tessera simulate: --rtl-check needs a trace with queries, keys and values; sample:decode-cascade-480 is a"
                        + " workload CSV\n",
                run.err());
    }

    @Test
    @Tag("verilator")
    void verifyComparesAndCounts() {
        assumeTrue(Tool.VERILATOR.find().isPresent() || "true".equals(System.getenv("CI")), Tool.VERILATOR.missing());
        CommandLineRun run =
                CommandLineRun.of("hdl", "verify", "zero-eliminator", "--cases", "300", "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode result = Json.parse(run.out()).get(0);
        assertEquals(300, result.get("cases").asInt());
        assertEquals(0, result.get("mismatches").asInt());
        assertEquals(16, result.get("parameters").get("lanes").asInt());
        assertTrue(result.get("cycles_per_s").asDouble() > 0);
        assertTrue(result.get("coverage_line").isNull(), "coverage is counted on request only");
    }
}
