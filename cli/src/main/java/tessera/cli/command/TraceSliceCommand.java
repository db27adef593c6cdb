package tessera.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.cli.trace.WrittenTrace;
import tessera.traces.slice.Span;
import tessera.traces.slice.TraceSlice;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;

/** {@code tessera trace slice}: a part of a trace. */
@Command(
        name = "slice",
        description = "Cut a part out of a trace: layers, heads, queries, keys, the prefill, the decode steps or one.",
        footer = {
            "",
            "Examples:",
            "  tessera trace slice sample:minilm-declaration-214 --layers 2:4 --heads 0 --queries :64",
            "  tessera trace slice DECODER.npz --step 63",
            "",
            "Ranges are FROM:TO, TO not included, or one index from 0."
        })
public final class TraceSliceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRACE", description = "A trace file, or sample:NAME.")
    private String trace;

    @Option(names = "--layers", paramLabel = "RANGE", description = "Layers (default: all).")
    private String layers;

    @Option(names = "--heads", paramLabel = "RANGE", description = "Query heads (default: all).")
    private String heads;

    @Option(names = "--queries", paramLabel = "RANGE", description = "Queries (default: all).")
    private String queries;

    @Option(names = "--keys", paramLabel = "RANGE", description = "Keys (default: all that the queries see).")
    private String keys;

    @Option(names = "--prefill", description = "The queries before the decode steps.")
    private boolean prefill;

    @Option(names = "--decode", description = "All decode steps.")
    private boolean decode;

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "One decode step, from 0: one query and the keys in the cache.")
    private Integer step;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "Name (default: TRACE-slice).")
    private String name;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        long choices = Stream.of(prefill, decode, step != null, queries != null)
                .filter(chosen -> chosen)
                .count();
        if (choices > 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "expected one of --queries, --prefill, --decode and --step");
        }
        AttentionTrace opened = TraceFiles.open(trace);
        AttentionTrace part = slice(opened)
                .of(opened)
                .described(opened.description().withName(WrittenTrace.name(name, opened.name() + "-slice")));
        Path file = WrittenTrace.write(part, WrittenTrace.folder(common));
        new Results(common, spec.commandLine().getOut())
                .print(WrittenTrace.table("trace_slice", "", part, file, List.of()));
        return 0;
    }

    private TraceSlice slice(AttentionTrace opened) {
        TraceSlice slice = prefill
                ? TraceSlice.prefill(opened)
                : decode
                        ? TraceSlice.decode(opened)
                        : step != null ? TraceSlice.step(opened, step) : TraceSlice.all(opened);
        if (queries != null) {
            slice = slice.withQueries(opened, Span.parse(queries, opened.queryCount(), "queries"));
        }
        if (keys != null) {
            slice = slice.withKeys(Span.parse(keys, opened.keyCount(), "keys"));
        }
        if (layers != null) {
            slice = slice.withLayers(TraceSlice.indices(Span.parse(layers, opened.layerCount(), "layers")));
        }
        if (heads != null) {
            slice = slice.withHeads(TraceSlice.indices(Span.parse(heads, opened.headCount(), "heads")));
        }
        return slice;
    }
}
