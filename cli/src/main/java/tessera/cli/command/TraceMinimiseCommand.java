package tessera.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;
import tessera.cli.trace.KeepPredicate;
import tessera.cli.trace.WrittenTrace;
import tessera.traces.check.InputException;
import tessera.traces.slice.TraceMinimiser;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;
import tessera.viz.table.Column;

/** {@code tessera trace minimise}: the smallest part of a trace that still shows something. */
@Command(
        name = "minimise",
        description = "Take layers, heads, queries and keys away from a trace as long as a predicate holds.",
        footer = {
            "",
            "Examples:",
            "  tessera trace minimise TRACE.npz --keep 'top10_mass<0.5'",
            "  tessera trace minimise TRACE.npz --keep '! ./tessera simulate {} --machine spatten-hpca21 --quiet'",
            "",
            "PREDICATE is a field of trace info, one of < <= > >=, and a number: it holds if it holds in any head. Or it",
            "is a shell command: it holds if the command ends with 0; {} stands for the file with the candidate."
        })
public final class TraceMinimiseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRACE", description = "A trace file, or sample:NAME.")
    private String trace;

    @Option(names = "--keep", required = true, paramLabel = "PREDICATE", description = "What the part must still show.")
    private String keep;

    @Option(
            names = "--timeout",
            paramLabel = "S",
            defaultValue = "60",
            description = "Seconds that a command may take; longer counts as not holding (default: 60).")
    private int timeout;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "Name (default: TRACE-minimal).")
    private String name;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (timeout < 1) {
            throw new InputException("--timeout " + timeout + ": expected at least 1 second");
        }
        AttentionTrace opened = TraceFiles.open(trace);
        String newName = WrittenTrace.name(name, opened.name() + "-minimal");
        TraceMinimiser.Minimised minimised;
        try (KeepPredicate predicate = KeepPredicate.of(keep, timeout)) {
            minimised = TraceMinimiser.minimise(opened, predicate);
        }
        AttentionTrace part = minimised.trace().described(opened.description().withName(newName));
        Path file = WrittenTrace.write(part, WrittenTrace.folder(common));
        new Results(common, spec.commandLine().getOut())
                .print(WrittenTrace.table(
                        "trace_minimise",
                        "kept: layers " + minimised.slice().layers() + ", heads "
                                + minimised.slice().heads() + ", queries "
                                + range(
                                        minimised.slice().queries().from(),
                                        minimised.slice().queries().to()) + ", keys "
                                + range(
                                        minimised.slice().keys().from(),
                                        minimised.slice().keys().to()),
                        part,
                        file,
                        List.of(new WrittenTrace.Extra(Column.of("tries", "tries"), minimised.tries()))));
        return 0;
    }

    private static String range(int from, int to) {
        return from + " to " + (to - 1);
    }
}
