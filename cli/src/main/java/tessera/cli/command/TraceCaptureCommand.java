package tessera.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.cli.trace.WrittenTrace;
import tessera.traces.capture.CaptureRequest;
import tessera.traces.capture.CaptureSource;
import tessera.traces.capture.CapturedTrace;
import tessera.traces.capture.TraceCapture;
import tessera.traces.check.InputException;
import tessera.traces.check.ToolException;
import tessera.traces.file.InputFiles;
import tessera.traces.llama.LlamaCapture;
import tessera.traces.llama.LlamaRequest;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera trace capture}: runs a model on a text and keeps its queries, keys and values. */
@Command(
        name = "capture",
        description = "Run a text encoder (ONNX) or a causal decoder (llama2.c checkpoint) on a text and write its"
                + " queries, keys and values as a trace.",
        footer = {
            "",
            "Examples:",
            "  tessera trace capture --model minilm --text LETTER.txt --precision int8",
            "  tessera trace capture --onnx model.onnx --tokenizer tokenizer.json --text LETTER.txt",
            "  tessera trace capture --llama2c stories260K.bin --tokenizer tok512.bin --prompt \"One day\" --steps 100",
            "",
            "The trace is checked: softmax(Q K^T / sqrt(d)) must be the model's own probabilities."
        })
public final class TraceCaptureCommand implements Callable<Integer> {
    private static final int MOST_TEXT_BYTES = 1 << 26;

    /** A name or a file. */
    static final class ModelChoice {
        @Option(names = "--model", required = true, paramLabel = "NAME", description = "minilm, bge-small or e5-small.")
        private String model;

        @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "A text encoder in ONNX.")
        private Path onnx;

        @Option(
                names = "--llama2c",
                required = true,
                paramLabel = "FILE",
                description = "A causal decoder: a llama2.c checkpoint, version 0.")
        private Path llama2c;
    }

    @ArgGroup(multiplicity = "1")
    private ModelChoice choice;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "The tokenizer: tokenizer.json of --onnx, tokenizer.bin of --llama2c.")
    private Path tokenizer;

    @Option(names = "--text", paramLabel = "FILE", description = "The input, UTF-8; of a decoder the prompt.")
    private Path text;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "The prompt of a decoder, instead of --text.")
    private String prompt;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Tokens that a decoder generates after the prompt, one a step (default: 64).")
    private Integer steps;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Name of the trace and its file (default: MODEL-TEXT-TOKENS).")
    private String name;

    @Option(
            names = "--precision",
            paramLabel = "int8|fp16|fp32",
            defaultValue = "fp32",
            description = "How values are kept (default: fp32).")
    private String precision;

    @Option(
            names = "--truncate",
            paramLabel = "N",
            description = "Keep the first N tokens (default: all, or an error).")
    private Integer truncate;

    @Option(names = "--causal", description = "Refuse the capture unless every query attends to no later key.")
    private boolean causal;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        checkChoice();
        CapturedTrace captured = choice.llama2c == null ? encoder() : LlamaCapture.capture(decoderRequest());
        if (causal && !captured.trace().isCausal()) {
            throw new InputException(captured.trace().description().model()
                    + ": expected a causal model, as --causal says, found queries that attend to later keys; leave --causal"
                    + " out");
        }
        Path file = WrittenTrace.write(captured.trace(), WrittenTrace.folder(common));
        new Results(common, spec.commandLine().getOut()).print(table(captured, file));
        if (!common.quiet) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "model loaded in %.2f s, run in %.2f s%n",
                            captured.figures().loadSeconds(), captured.figures().runSeconds());
        }
        return 0;
    }

    private void checkChoice() {
        boolean isDecoder = choice.llama2c != null;
        expect(
                (choice.model == null) == (tokenizer != null),
                "--tokenizer FILE with --onnx and --llama2c, and only there");
        expect(isDecoder || (prompt == null && steps == null), "--prompt and --steps with --llama2c only");
        expect(
                isDecoder ? (text == null) != (prompt == null) : text != null,
                isDecoder ? "either --prompt TEXT or --text FILE" : "--text FILE");
        WrittenTrace.name(name, "");
    }

    private void expect(boolean isRight, String expected) {
        if (!isRight) {
            throw new CommandLine.ParameterException(spec.commandLine(), "expected " + expected);
        }
    }

    private CapturedTrace encoder() {
        CaptureRequest request = new CaptureRequest(
                choice.model != null
                        ? new CaptureSource.Named(choice.model)
                        : new CaptureSource.OnnxFiles(choice.onnx, tokenizer),
                read(text),
                text.toString(),
                name,
                truncate == null ? Integer.MAX_VALUE : truncate,
                StoredPrecision.named(precision),
                command());
        return ServiceLoader.load(TraceCapture.class)
                .findFirst()
                .orElseThrow(() -> new ToolException(
                        "capturing needs a model runtime, an optional part (extras/capture) that is not on the class path;"
                                + " start with ./tessera trace capture, which builds it"))
                .capture(request);
    }

    private LlamaRequest decoderRequest() {
        return new LlamaRequest(
                choice.llama2c,
                tokenizer,
                prompt == null ? read(text) : prompt,
                steps == null ? 64 : steps,
                truncate == null ? Integer.MAX_VALUE : truncate,
                name,
                StoredPrecision.named(precision),
                command());
    }

    /** The command line that makes the same trace, without what does not change it. */
    private String command() {
        String model = choice.model != null
                ? "--model " + choice.model
                : (choice.onnx != null ? "--onnx " + choice.onnx : "--llama2c " + choice.llama2c) + " --tokenizer "
                        + tokenizer;
        return "tessera trace capture " + model
                + (prompt == null ? " --text " + text : " --prompt " + quoted(prompt))
                + (choice.llama2c == null ? "" : " --steps " + (steps == null ? 64 : steps))
                + (name.isEmpty() ? "" : " --name " + name)
                + " --precision " + precision + (truncate == null ? "" : " --truncate " + truncate);
    }

    private static String quoted(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }

    private static String read(Path file) {
        return InputFiles.text(file, "--text", MOST_TEXT_BYTES, "give a text in UTF-8");
    }

    private static Table table(CapturedTrace captured, Path file) {
        AttentionTrace trace = captured.trace();
        CapturedTrace.Figures figures = captured.figures();
        return new Table(
                "trace_capture",
                "Differences are the largest of any probability, against the model's own.",
                List.of(
                        Column.of("name", "trace"),
                        Column.of("file", "file"),
                        Column.of("layers", "layers"),
                        Column.of("heads", "heads"),
                        Column.of("tokens", "tokens"),
                        Column.of("precision", "precision"),
                        Column.of("model_difference", "recomputed"),
                        Column.of("stored_difference", "as stored"),
                        Column.of("model_row_sum_error", "row-sum error"),
                        Column.of("decode_steps", "decode steps"),
                        Column.of("sha256", "sha256")),
                List.of(List.of(
                        trace.name(),
                        file.toString(),
                        trace.layerCount(),
                        trace.headCount(),
                        trace.queryCount(),
                        trace.precision().toString(),
                        figures.modelDifference(),
                        figures.storedDifference(),
                        figures.modelRowSumError(),
                        trace.shape().decodeStepCount(),
                        trace.sha256())));
    }
}
