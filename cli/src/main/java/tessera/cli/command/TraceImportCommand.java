package tessera.cli.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.GivenOptions;
import tessera.cli.output.Results;
import tessera.cli.trace.LayoutText;
import tessera.cli.trace.WrittenTrace;
import tessera.models.gna.io.GnaProblemReader;
import tessera.traces.check.InputException;
import tessera.traces.convert.ArrayImport;
import tessera.traces.convert.ImportOptions;
import tessera.traces.convert.NattenProblem;
import tessera.traces.convert.NpyFiles;
import tessera.traces.file.InputFiles;
import tessera.traces.file.OutputFiles;
import tessera.traces.npy.ByteSource;
import tessera.traces.npy.NamedArrays;
import tessera.traces.npy.NpzFile;
import tessera.traces.safetensors.SafetensorsFile;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.TraceDescription;
import tessera.traces.workload.SpattenWorkload;
import tessera.viz.table.Column;
import tessera.viz.table.Table;

/** {@code tessera trace import}: makes a trace of arrays that another program wrote. */
@Command(
        name = "import",
        description =
                "Make a trace of queries, keys and values from another program (npz, safetensors, npy); also take in"
                        + " SpAtten workloads (csv) and NATTEN problems (json).",
        footer = {
            "",
            "Examples:",
            "  tessera trace import qkv.safetensors --causal",
            "  tessera trace import qkv.npz --names 'blocks.{layer}.attn.{role}' --axes tokens-first --layout 16x16",
            "  tessera trace import --query q.npy --key k.npy --value v.npy",
            "  tessera trace import spatten.csv",
            "  tessera trace import natten.json",
            "",
            "Arrays are found by their names: layer0.query, layers.0.q, q0, … What docs/traces.md says of them."
        })
public final class TraceImportCommand implements Callable<Integer> {
    private static final int MOST_PROBLEM_BYTES = 1 << 26;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "FILE.npz, FILE.safetensors; FILE.csv; FILE.json or .jsonl.")
    private Path file;

    @Option(names = "--query", paramLabel = "FILE", description = "Queries as one .npy, instead of FILE.")
    private Path query;

    @Option(names = "--key", paramLabel = "FILE", description = "Keys as one .npy.")
    private Path key;

    @Option(names = "--value", paramLabel = "FILE", description = "Values as one .npy.")
    private Path value;

    @Option(
            names = "--names",
            paramLabel = "PATTERN",
            defaultValue = "",
            description = "How the arrays are called, with {layer} and {role}.")
    private String names;

    @Option(
            names = "--axes",
            paramLabel = "heads-first|tokens-first",
            defaultValue = "heads-first",
            description = "[heads, tokens, head_dim] (default) or [tokens, heads, head_dim].")
    private String axes;

    @Option(names = "--causal", description = "Queries see only the keys up to their own place.")
    private boolean causal;

    @Option(
            names = "--decode-steps",
            paramLabel = "N",
            defaultValue = "0",
            description = "The last N queries were computed one at a time (default: 0).")
    private int decodeSteps;

    @Option(names = "--layout", paramLabel = "AxBxC", description = "Key tokens per axis (default: one axis).")
    private String layout;

    @Option(
            names = "--query-factor",
            paramLabel = "F",
            defaultValue = "1",
            description = "Multiply queries, where the model does not divide by sqrt(head_dim) (default: 1).")
    private double queryFactor;

    @Option(
            names = "--precision",
            paramLabel = "int8|fp16|fp32",
            description = "How values are kept (default: as they are).")
    private String precision;

    @Option(names = "--model", paramLabel = "TEXT", defaultValue = "", description = "The model, for the description.")
    private String model;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "Name (default: the file's).")
    private String name;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean isNpy = query != null && key != null && value != null;
        if (file == null ? !isNpy : query != null || key != null || value != null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "expected either FILE or --query, --key and --value");
        }
        String ending = file == null ? ".npy" : ending(file);
        if (ending.matches("\\.csv|\\.jsonl?")) {
            new GivenOptions(spec).only(file.toString(), "only arrays have it", "FILE", "--name");
        }
        switch (ending) {
            case ".csv" -> workload();
            case ".json", ".jsonl" -> problems();
            case ".npy", ".npz", ".safetensors" -> arrays(ending);
            default ->
                throw new InputException(file + ": expected a file ending in .npz, .safetensors, .csv, .json or .jsonl,"
                        + " got '" + ending + "'; single .npy files go with --query, --key and --value");
        }
        return 0;
    }

    private void arrays(String ending) {
        if (file != null && ending.equals(".npy")) {
            throw new InputException(file + ": one array is not enough for a trace; give --query, --key and --value");
        }
        if (!List.of("heads-first", "tokens-first").contains(axes)) {
            throw new InputException("--axes " + axes + ": expected heads-first or tokens-first");
        }
        ImportOptions options = new ImportOptions(
                new TraceDescription(
                        WrittenTrace.name(name, stem(file == null ? query : file)),
                        model,
                        "",
                        "imported from " + (file == null ? query + ", " + key + ", " + value : file.toString()),
                        command()),
                names,
                axes.equals("tokens-first"),
                causal,
                decodeSteps,
                layout == null ? List.of() : LayoutText.parse(layout),
                queryFactor,
                Optional.ofNullable(precision).map(StoredPrecision::named));
        try (NamedArrays arrays = open(ending)) {
            ArrayImport.Imported imported = ArrayImport.of(arrays, options);
            Path folder = WrittenTrace.folder(common);
            Path written = WrittenTrace.write(imported.trace(), folder);
            String ignored = imported.ignored().isEmpty() ? "" : "Not used: " + String.join(", ", imported.ignored());
            new Results(common, spec.commandLine().getOut())
                    .print(WrittenTrace.table(
                            "trace_import",
                            ignored,
                            imported.trace(),
                            written,
                            List.of(
                                    new WrittenTrace.Extra(
                                            Column.of("compared_layers", "compared layers"), imported.comparedLayers()),
                                    new WrittenTrace.Extra(
                                            Column.of("difference", "difference"), imported.difference()))));
        }
    }

    private NamedArrays open(String ending) {
        return switch (ending) {
            case ".npy" -> new NpyFiles(query, key, value);
            case ".npz" -> NpzFile.open(file);
            default -> SafetensorsFile.open(ByteSource.file(file));
        };
    }

    private void workload() {
        SpattenWorkload workload = SpattenWorkload.read(file);
        Path target = WrittenTrace.folder(common).resolve(WrittenTrace.name(name, stem(file)) + ".csv");
        OutputFiles.text(target, workload.csv());
        new Results(common, spec.commandLine().getOut())
                .print(new Table(
                        "trace_import",
                        String.join("\n", workload.notes()),
                        List.of(
                                Column.of("name", "workload"),
                                Column.of("file", "file"),
                                Column.of("rows", "rows"),
                                Column.of("columns", "columns")),
                        List.of(List.of(
                                target.getFileName().toString(),
                                target.toString(),
                                workload.rowCount(),
                                workload.csv().lines().findFirst().orElse("").split(",").length))));
    }

    private void problems() {
        String text = InputFiles.text(file, "problems", MOST_PROBLEM_BYTES, "expected NATTEN problems in JSON");
        List<NattenProblem> problems = NattenProblem.parse(text, file.toString());
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < problems.size(); i++) {
            lines.append(checked(problems.get(i).gnaLine(), i + 1)).append('\n');
        }
        Path target = WrittenTrace.folder(common).resolve(WrittenTrace.name(name, stem(file)) + ".jsonl");
        OutputFiles.text(target, lines.toString());
        new Results(common, spec.commandLine().getOut())
                .print(new Table(
                        "trace_import",
                        "Problems for tessera gna --problems " + target,
                        List.of(Column.of("file", "file"), Column.of("problems", "problems")),
                        List.of(List.of(target.toString(), problems.size()))));
    }

    /** A line that {@code tessera gna} can answer, or the reason why it cannot. */
    private String checked(String line, int number) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        try {
            new GnaProblemReader().read(text, 0, text.length);
            return line;
        } catch (InputException e) {
            throw e.at(file + ", problem " + number);
        }
    }

    private String command() {
        List<String> words = new ArrayList<>(List.of("tessera", "trace", "import"));
        if (file != null) {
            words.add(file.toString());
        } else {
            words.addAll(List.of("--query", query.toString(), "--key", key.toString(), "--value", value.toString()));
        }
        words.addAll(names.isEmpty() ? List.of() : List.of("--names", "'" + names + "'"));
        words.addAll(axes.equals("heads-first") ? List.of() : List.of("--axes", axes));
        words.addAll(causal ? List.of("--causal") : List.of());
        words.addAll(decodeSteps == 0 ? List.of() : List.of("--decode-steps", Integer.toString(decodeSteps)));
        words.addAll(layout == null ? List.of() : List.of("--layout", layout));
        words.addAll(queryFactor == 1 ? List.of() : List.of("--query-factor", Double.toString(queryFactor)));
        words.addAll(precision == null ? List.of() : List.of("--precision", precision));
        return String.join(" ", words);
    }

    private static String stem(Path path) {
        return String.valueOf(path.getFileName()).replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    private static String ending(Path path) {
        String fileName = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(fileName.split("(?=\\.)")).reduce("", (before, last) -> last);
    }
}
