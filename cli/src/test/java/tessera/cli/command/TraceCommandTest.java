package tessera.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.CommandLineRun;
import tessera.traces.json.Json;

class TraceCommandTest {
    private static final String SAMPLE = "sample:minilm-declaration-214";

    @TempDir
    private Path folder;

    @Test
    void infoPrintsTheFieldsOfTheDesign() {
        CommandLineRun run = CommandLineRun.of("trace", "info", SAMPLE, "--format", "json");
        assertEquals(0, run.exitCode(), run.err());
        JsonNode info = Json.parse(run.out());
        List<String> fields = new ArrayList<>();
        info.fieldNames().forEachRemaining(fields::add);
        assertEquals(
                List.of(
                        "name",
                        "sha256",
                        "layers",
                        "heads",
                        "kv_heads",
                        "queries",
                        "keys",
                        "head_dim",
                        "layout",
                        "causal",
                        "precision",
                        "row_sum_error",
                        "per_layer",
                        "decode_steps",
                        "measured_queries",
                        "model",
                        "provenance",
                        "command"),
                fields);
        assertTrue(info.path("sha256").asText().matches("[0-9a-f]{64}"));
        assertEquals("[214]", info.path("layout").toString());
        assertEquals("int8", info.path("precision").asText());
        assertEquals(6, info.path("per_layer").size());
        List<String> layerFields = new ArrayList<>();
        info.path("per_layer").get(0).fieldNames().forEachRemaining(layerFields::add);
        assertEquals(
                List.of(
                        "layer",
                        "top10_mass",
                        "entropy",
                        "sink_share",
                        "importance_concentration",
                        "mass_curve",
                        "importance_curve",
                        "locality"),
                layerFields);
        JsonNode first = info.path("per_layer").get(0);
        assertEquals(first.path("top10_mass"), first.path("mass_curve").path("10"));
        JsonNode perHead = json("trace", "info", SAMPLE, "--per-head")
                .path("per_layer")
                .get(5)
                .path("per_head");
        assertEquals(12, perHead.size());
        assertEquals(11, perHead.get(11).path("head").asInt());
    }

    @Test
    void infoForPeopleNamesTheTrace() {
        CommandLineRun run = CommandLineRun.of("trace", "info", SAMPLE);
        assertTrue(run.out().startsWith("trace      minilm-declaration-214\n"), run.out());
        assertTrue(
                run.out().contains("6 layers x 12 heads, 214 queries, 214 keys (layout 214), head dim 32"), run.out());
    }

    @Test
    void picturesShowEveryLayerAndHead() {
        Path pictures = folder.resolve("pictures");
        json(
                "trace",
                "slice",
                SAMPLE,
                "--layers",
                "0:2",
                "--heads",
                "0:3",
                "--queries",
                ":40",
                "--out",
                folder.toString());
        String part = folder.resolve("minilm-declaration-214-slice.npz").toString();
        json("trace", "info", part, "--pictures", pictures.toString());
        for (String name : List.of("sheet", "entropy", "importance_flow", "locality", "map_layer0", "map_layer1")) {
            assertTrue(Files.isRegularFile(pictures.resolve("charts/" + name + ".svg")), name);
        }
        assertTrue(Files.isRegularFile(pictures.resolve("index.html")));
    }

    @Test
    void wrongTracesAreOneMessage() throws IOException {
        Path garbage = folder.resolve("t.npz");
        Files.write(garbage, "PK\u0003\u0004 and then nothing of use".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(
                CommandLineRun.of("trace", "info", garbage.toString()).refusal().contains("cut off or corrupt"));
        assertTrue(
                CommandLineRun.of("trace", "info", folder.toString()).refusal().contains("found a folder"));
        assertTrue(CommandLineRun.of("trace", "info", folder.resolve("none.npz").toString())
                .refusal()
                .contains("found nothing there"));
        assertTrue(CommandLineRun.of("trace", "info", "sample:minilm-declaration")
                .refusal()
                .contains("did you mean"));
        assertTrue(CommandLineRun.of("trace").refusal().contains("expected one of capture, import, synthesize, "));
    }

    @Test
    void wrongCapturesAreOneMessageAndLeaveNothing() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "some words");
        Path empty = Files.writeString(folder.resolve("empty.txt"), "");
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {(byte) 0xe9, 'a'});
        Path out = folder.resolve("out");
        assertTrue(refused(folder.resolve("none.txt"), out).contains("no such file"));
        assertTrue(refused(folder, out).contains("cannot be read ("));
        assertTrue(refused(empty, out).endsWith("empty.txt: expected a text, found an empty file"));
        assertTrue(refused(latin, out).contains("it is not text in UTF-8"));
        assertTrue(refused(text, out, "--precision", "int4").contains("expected one of int8, fp16, fp32"));
        assertTrue(refused(text, out, "--name", "../../etc").contains("becomes a file name"));
        assertTrue(refused(text, out, "--truncate", "2").contains("expected at least 3 tokens"));
        assertTrue(refused(text, out, "--onnx", "m.onnx").contains("mutually exclusive"));
        assertTrue(refused(text, out, "--tokenizer", "t.json").contains("with --onnx and --llama2c, and only there"));
        assertTrue(refused(text, out, "--steps", "3").contains("with --llama2c only"));
        assertFalse(Files.exists(out));
    }

    @Test
    void aDecoderNeedsAPromptAndNothingOptional() throws IOException {
        Path model = Files.write(folder.resolve("model.bin"), new byte[9]);
        String[] arguments = {
            "trace", "capture", "--llama2c", model.toString(), "--tokenizer", model.toString(), "--prompt", "a"
        };
        assertTrue(CommandLineRun.of(arguments)
                .refusal()
                .endsWith("model.bin: expected a llama2.c checkpoint with a header of 28 bytes, the file has 9"));
        assertTrue(CommandLineRun.of(java.util.Arrays.copyOf(arguments, 6))
                .refusal()
                .contains("expected either --prompt TEXT or --text FILE"));
    }

    @Test
    void withoutTheOptionalPartCaptureSaysHowToGetIt() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "some words");
        CommandLineRun run = CommandLineRun.of("trace", "capture", "--model", "minilm", "--text", text.toString());
        assertEquals(4, run.exitCode());
        assertTrue(run.err().contains("start with ./tessera trace capture, which builds it"), run.err());
    }

    @Test
    void whatIsConvertedIsImportedAsTheSameTrace() {
        String half = folder.resolve("half.safetensors").toString();
        JsonNode converted = json("trace", "convert", SAMPLE, half, "--precision", "fp16");
        assertEquals("fp16", converted.path("precision").asText());
        JsonNode imported = json("trace", "import", half, "--out", folder.toString(), "--name", "again");
        assertEquals(converted.path("sha256"), imported.path("sha256"));
        assertTrue(Files.isRegularFile(folder.resolve("again.npz")));
    }

    @Test
    void aSliceIsATraceOfItsOwn() {
        JsonNode slice = json(
                "trace",
                "slice",
                SAMPLE,
                "--layers",
                "2",
                "--heads",
                "3:5",
                "--queries",
                ":10",
                "--out",
                folder.toString());
        assertEquals(
                List.of(1, 2, 10, 214),
                List.of(
                        slice.path("layers").asInt(),
                        slice.path("heads").asInt(),
                        slice.path("queries").asInt(),
                        slice.path("keys").asInt()));
        assertEquals("minilm-declaration-214-slice", slice.path("name").asText());
    }

    @Test
    void minimiseKeepsWhatThePredicateAsksFor() {
        String part = json("trace", "slice", SAMPLE, "--layers", "0:2", "--queries", ":12", "--out", folder.toString())
                .path("file")
                .asText();
        JsonNode least = json(
                "trace",
                "minimise",
                part,
                "--keep",
                "top10_mass > 0.99",
                "--out",
                folder.toString(),
                "--name",
                "least");
        assertEquals(1, least.path("layers").asInt());
        assertEquals(1, least.path("heads").asInt());
        assertTrue(json("trace", "info", least.path("file").asText())
                        .path("per_layer")
                        .get(0)
                        .path("top10_mass")
                        .asDouble()
                > 0.99);
        String shell = "test $(wc -c < {}) -gt 20000";
        JsonNode large = json("trace", "minimise", part, "--keep", shell, "--out", folder.toString());
        assertTrue(large.path("tries").asInt() > 1);
        assertTrue(CommandLineRun.of("trace", "minimise", part, "--keep", "top11_mass>1")
                .refusal()
                .contains("did you mean 'top10_mass'?"));
    }

    @Test
    void workloadsAndProblemsAreTakenIn() throws IOException {
        Path problem = Files.writeString(folder.resolve("p.json"), "{\"input_size\": [8, 8], \"kernel_size\": 3}");
        assertEquals(
                1,
                json("trace", "import", problem.toString(), "--out", folder.toString())
                        .path("problems")
                        .asInt());
        assertEquals(
                "{\"layout\":[8,8],\"window\":[3,3],\"stride\":[1,1],\"dilation\":[1,1],\"causal\":[false,false]}\n",
                Files.readString(folder.resolve("p.jsonl")));
        String dense = folder.resolve("dense.csv").toString();
        json("trace", "convert", SAMPLE, dense);
        assertEquals(
                214 * 6 * 12,
                json("trace", "import", dense, "--out", folder.toString(), "--name", "w")
                        .path("rows")
                        .asInt());
        assertTrue(
                CommandLineRun.of("trace", "import", problem + ".txt").refusal().contains("expected a file ending in"));
        assertTrue(CommandLineRun.of("trace", "import").refusal().contains("expected either FILE or --query"));
    }

    private static JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--format", "json"));
        CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        JsonNode printed = Json.parse(run.out());
        return printed.isArray() ? printed.get(0) : printed;
    }

    private static String refused(Path text, Path out, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("trace", "capture", "--model", "minilm", "--text", text.toString(), "--out", out.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new)).refusal();
    }
}
