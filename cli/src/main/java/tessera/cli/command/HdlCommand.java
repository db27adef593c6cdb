package tessera.cli.command;

import picocli.CommandLine.Command;
import tessera.cli.output.CommandGroup;

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
public final class HdlCommand extends CommandGroup {}
