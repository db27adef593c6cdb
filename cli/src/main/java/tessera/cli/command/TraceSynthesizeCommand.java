package tessera.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.GivenOptions;
import tessera.cli.output.Results;
import tessera.cli.trace.ShapeOptions;
import tessera.cli.trace.StructureOptions;
import tessera.cli.trace.WrittenTrace;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.synthetic.SyntheticFit;
import tessera.traces.synthetic.SyntheticModel;
import tessera.traces.synthetic.SyntheticTrace;
import tessera.traces.tensor.StoredPrecision;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceDescription;
import tessera.traces.trace.TraceFiles;
import tessera.traces.trace.TraceShape;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/** {@code tessera trace synthesize}: a trace of controlled structure. */
@Command(
        name = "synthesize",
        description =
                "Make a trace of controlled structure: sinks, locality, stripes, slashes, blocks, Zipf importance,"
                        + " ties; or one that attends like a captured trace.",
        footer = {
            "",
            "Examples:",
            "  tessera trace synthesize --tokens 32768 --heads 8 --head-dim 64 --causal --zipf 1",
            "  tessera trace synthesize --layout 8x16x16 --local 8 --radius 2 --name video",
            "  tessera trace synthesize --like sample:minilm-declaration-214 --tokens 2048",
            "",
            "Strengths are in nats of the score: 3 makes a key twenty times as likely. Definitions: docs/traces.md."
        })
public final class TraceSynthesizeCommand implements Callable<Integer> {
    @Mixin
    private ShapeOptions shapeOptions;

    @Mixin
    private StructureOptions structure;

    @Option(names = "--like", paramLabel = "TRACE", description = "Fit every head to one of this trace.")
    private String like;

    @Option(
            names = "--precision",
            paramLabel = "int8|fp16|fp32",
            defaultValue = "fp32",
            description = "How values are kept (default: fp32).")
    private String precision;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "Name (default: synthetic-LAYOUT).")
    private String name;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StoredPrecision stored = StoredPrecision.named(precision);
        if (like != null) {
            new GivenOptions(spec)
                    .only("--like", "every head is fitted to the trace", "--like", "--name", "--precision", "--tokens");
        }
        AttentionTrace captured = like == null ? null : TraceFiles.open(like);
        TraceShape shape = captured == null ? shapeOptions.shape() : shapeOptions.like(captured.shape());
        TraceStatistics wanted =
                captured == null ? null : TraceStatistics.of(captured, TraceStatistics.USUAL_PAIR_COUNT);
        SyntheticModel model = captured == null
                ? SyntheticModel.of(shape, structure.recipe(), structure.diversity(), common.seed)
                : SyntheticFit.of(captured.shape(), wanted, common.seed);
        String layout = shape.layout().stream().map(String::valueOf).collect(Collectors.joining("x"));
        String newName =
                WrittenTrace.name(name, (captured == null ? "synthetic" : captured.name() + "-like") + "-" + layout);
        TraceDescription description = new TraceDescription(
                newName,
                "synthetic",
                "",
                "made without a model; seed " + common.seed
                        + (captured == null ? "" : "; like " + captured.name() + ", SHA-256 " + captured.sha256()),
                command());
        SyntheticTrace synthetic = new SyntheticTrace(shape, model, stored, common.seed);
        Path file = WrittenTrace.folder(common).resolve(newName + ".npz");
        AttentionTrace trace = synthetic.write(description, file);
        Table table = WrittenTrace.table("trace_synthesize", "", trace, file, List.of());
        if (captured == null) {
            new Results(common, spec.commandLine().getOut()).print(table);
        } else {
            printFit(table, wanted, TraceStatistics.of(trace, TraceStatistics.USUAL_PAIR_COUNT));
        }
        return 0;
    }

    private void printFit(Table table, TraceStatistics wanted, TraceStatistics found) {
        List<List<Object>> rows = new ArrayList<>();
        for (SyntheticFit.Nearness nearness : SyntheticFit.nearness(wanted, found)) {
            rows.add(List.of(nearness.figure(), nearness.meanDifference(), nearness.largestDifference()));
        }
        Table fit = new Table(
                "fit",
                "",
                List.of(
                        Column.of("figure", "figure"),
                        Column.of("mean_difference", "mean difference"),
                        Column.of("largest_difference", "largest")),
                rows);
        Map<String, Object> json = new LinkedHashMap<>(table.records().get(0));
        json.put("fit", fit.records());
        new Results(common, spec.commandLine().getOut())
                .print(
                        TableText.aligned(table)
                                + "\nHow near it comes, over all heads (entropy in bits, the rest shares):\n\n"
                                + TableText.aligned(fit),
                        table,
                        List.of(json));
    }

    /** The command line that makes the same trace, without what does not change it. */
    private String command() {
        List<String> given = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        StringBuilder text = new StringBuilder("tessera trace synthesize");
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            boolean isOutput = word.matches("--(out|format)") && i + 1 < given.size();
            if (isOutput) {
                i++;
            } else if (!word.matches("--(out|format)=.*|--quiet")) {
                text.append(' ').append(word);
            }
        }
        return text.toString();
    }
}
