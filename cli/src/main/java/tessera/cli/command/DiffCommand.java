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
import tessera.cli.explore.answer.DesignDiff;
import tessera.cli.explore.answer.StoredRun;
import tessera.cli.explore.store.Level;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;

/** {@code tessera diff}: what differs between two stored points of explorations. */
@Command(
        name = "diff",
        description = {
            "Explains what differs between two stored points: inputs, figures, what limits, and for two points of the cycle",
            "model what their units waited for (both are simulated again for that; not with --no-stalls)."
        },
        footer = {
            "",
            "Examples:",
            "  tessera diff 3f2a9c01-1234-cycle 3f2a9c01-77-cycle",
            "  tessera diff 3f2a9c01-1234-cycle 51b0de77-9-cycle --in out"
        })
public final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID", description = "Column run_id of points.csv.")
    private String first;

    @Parameters(index = "1", paramLabel = "ID", description = "Another one, of the same study or not.")
    private String second;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "Folder of the study, or one that holds studies (default: target/explore).")
    private Path in;

    @Option(names = "--no-stalls", description = "Compare only what is stored.")
    private boolean noStalls;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StoredRun one = StoredRun.find(first, in);
        StoredRun other = StoredRun.find(second, in);
        boolean isSimulated =
                !noStalls && one.id().level() == Level.CYCLE && other.id().level() == Level.CYCLE;
        DesignDiff diff = new DesignDiff(
                one, other, isSimulated ? stalls(one) : Map.of(), isSimulated ? stalls(other) : Map.of());
        new Results(common, spec.commandLine().getOut()).print(diff.text(), diff.table(), diff.json());
        return 0;
    }

    private Map<String, Long> stalls(StoredRun run) {
        common.progress(spec.commandLine().getErr(), "tessera diff: simulating " + run.id() + " …");
        return run.model().stalls(run.id().point());
    }
}
