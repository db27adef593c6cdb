package tessera.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tessera.cli.explore.answer.Rerun;
import tessera.cli.explore.answer.StoredRun;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Results;

/** {@code tessera rerun}: a stored point of an exploration, computed again. */
@Command(
        name = "rerun",
        description = {
            "Computes a stored point of an exploration again and says whether it is equal bit for bit (exit code 1 if not).",
            "The study is found by the first part of the run id, in target/explore or where --in says."
        },
        footer = {
            "",
            "Examples:",
            "  tessera rerun 3f2a9c01-1234-cycle",
            "  tessera rerun 3f2a9c01-1234-cycle --in out/mine --format json"
        })
public final class RerunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN-ID", description = "Column run_id of points.csv.")
    private String runId;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "Folder of the study, or one that holds studies (default: target/explore).")
    private Path in;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StoredRun run = StoredRun.find(runId, in);
        common.progress(spec.commandLine().getErr(), "tessera rerun: reading the traces …");
        Rerun rerun = Rerun.of(run, run.model());
        new Results(common, spec.commandLine().getOut()).print(rerun.text(), rerun.table(), rerun.json());
        return rerun.isEqual() ? 0 : 1;
    }
}
