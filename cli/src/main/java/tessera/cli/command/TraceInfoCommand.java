package tessera.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.cli.trace.TraceFigures;
import tessera.cli.trace.TracePictures;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;
import tessera.viz.report.ReportWriter;

/** {@code tessera trace info TRACE}: shape, checksum, and how each layer attends. */
@Command(
        name = "info",
        description = "Shape, checksum, row-sum error of a trace, and per layer how concentrated its attention is.",
        footer = {
            "",
            "Examples:",
            "  tessera trace info TRACE.npz",
            "  tessera trace info TRACE.npz --per-head --format json",
            "  tessera trace info TRACE.npz --pictures out/pictures",
            "",
            "TRACE is a file, or sample:NAME (tessera list traces). Definitions: docs/traces.md."
        })
public final class TraceInfoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRACE", description = "A trace file, or sample:NAME.")
    private String trace;

    @Option(names = "--per-head", description = "Figures of every head, not only the means of the layers.")
    private boolean perHead;

    @Option(
            names = "--all-queries",
            description = "Measure every query, however long it takes (default: of a large trace evenly spread ones).")
    private boolean allQueries;

    @Option(names = "--pictures", paramLabel = "DIR", description = "Draw attention maps and curves into this folder.")
    private Path pictures;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (pictures != null) {
            ReportWriter.check(pictures);
        }
        AttentionTrace opened = TraceFiles.open(trace);
        TraceStatistics statistics =
                TraceStatistics.of(opened, allQueries ? Long.MAX_VALUE : TraceStatistics.USUAL_PAIR_COUNT);
        TraceFigures figures = new TraceFigures(opened, statistics, perHead);
        if (pictures != null) {
            for (String remark :
                    ReportWriter.write(pictures, TracePictures.page(opened, statistics), figures.json(), Map.of())) {
                spec.commandLine().getErr().println("tessera trace info: " + remark);
            }
        }
        new Results(common, spec.commandLine().getOut()).print(figures.table(), figures.json());
        return 0;
    }
}
