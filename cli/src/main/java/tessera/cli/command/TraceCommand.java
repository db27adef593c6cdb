package tessera.cli.command;

import picocli.CommandLine.Command;
import tessera.cli.output.CommandGroup;

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
public final class TraceCommand extends CommandGroup {}
