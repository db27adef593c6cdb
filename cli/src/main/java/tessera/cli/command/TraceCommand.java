package tessera.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tessera trace}: makes and inspects attention traces. */
@Command(
        name = "trace",
        description = "Make and inspect attention traces.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TraceCaptureCommand.class,
            TraceImportCommand.class,
            TraceSynthesizeCommand.class,
            TraceInfoCommand.class,
            TraceConvertCommand.class,
            TraceSliceCommand.class,
            TraceMinimiseCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  tessera trace info TRACE.npz --format json",
            "  tessera trace capture --model minilm --text LETTER.txt --out out/traces"
        })
public final class TraceCommand implements Runnable {
    // Declared for picocli, which acts on it itself.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "expected one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
