package tessera.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tessera hdl}: hardware blocks as Verilog. */
@Command(
        name = "hdl",
        description = "Hardware blocks as Verilog: what there is, generate it, verify it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HdlListCommand.class,
            HdlEmitCommand.class,
            HdlVerifyCommand.class,
            HdlCheckCommand.class,
            HdlMutateCommand.class,
            HdlSynthCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  tessera hdl list",
            "  tessera hdl emit zero-eliminator --set lanes=32 --out out/rtl",
            "  tessera hdl verify --all"
        })
public final class HdlCommand implements Runnable {
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
