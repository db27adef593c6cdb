package tessera.cli.output;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;

/**
 * What holds for the arguments of every command, checked before it runs: no argument is empty (a shell variable that is not
 * set would else choose the default, or the current folder), and results can be written to {@code --out}.
 */
final class ArgumentCheck {
    private ArgumentCheck() {}

    /** Runs the command that was asked for, its arguments checked. */
    static int execute(ParseResult parsed) {
        for (ParseResult part = parsed; part != null; part = part.subcommand()) {
            if (part.isUsageHelpRequested() || part.isVersionHelpRequested()) {
                break;
            }
            check(part);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static void check(ParseResult part) {
        CommandLine command = part.commandSpec().commandLine();
        for (ArgSpec argument : part.matchedArgs()) {
            if (argument.originalStringValues().contains("")) {
                throw new ParameterException(
                        command,
                        name(argument) + ": expected " + argument.paramLabel()
                                + ", got an empty text (a shell variable that is not set?)");
            }
        }
        Path out = part.matchedOptionValue("--out", null);
        if (out != null) {
            try {
                OutputFiles.checkFolder(out);
            } catch (InputException e) {
                throw new ParameterException(command, e.getMessage());
            }
        }
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : "argument";
    }
}
