package tessera.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tessera.cli.output.ErrorHandling;
import tessera.cli.output.HelpText;
import tessera.cli.output.StandardOutput;

/** The program: picks the command, runs it, turns its outcome into an exit code. */
@Command(
        name = "tessera",
        description = {
            "How fast could attention be on this hardware, where does the time go, and does the RTL agree?",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  tessera report --out out/report",
            "  tessera gna --layout 30x48x80 --window 18x24x24 --stride 16x8x8 --query-tile 4x8x8 --kv-tile 2x8x8",
            "",
            "Exit codes: 0 done; 1 done, and the answer is no; 2 wrong input; 3 a bug of ours;",
            "            4 an external tool is missing or failed; 130 interrupted; 141 nobody reads the output."
        })
public final class Tessera implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Without a command: the overview. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "expected a command; the first one to try is: tessera report");
    }

    public static void main(String[] args) {
        // Buffered and flushed once: a result line a problem, 50,000 of them, must not cost a system call each.
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new StandardOutput(new FileOutputStream(FileDescriptor.out)), 1 << 16),
                false,
                StandardCharsets.UTF_8);
        System.exit(run(out, System.err, args));
    }

    /** Runs one command line against the given streams; what {@link #main} does, without ending the process. */
    public static int run(PrintStream out, PrintStream err, String... args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            out.println(Version.TEXT);
            out.flush();
            return 0;
        }
        CommandLine line = new CommandLine(new Tessera());
        Optional<Commands.Entry> wanted = Commands.ALL.stream()
                .filter(entry -> args.length > 0 && entry.name().equals(args[0]))
                .findFirst();
        if (wanted.isPresent()) {
            // Building the option tables of every other command would be most of the start-up time.
            line.addSubcommand(wanted.get().name(), wanted.get().command().get());
        } else {
            Commands.ALL.forEach(
                    entry -> line.addSubcommand(entry.name(), entry.command().get()));
            line.addSubcommand("help", new HelpCommand());
        }
        line.setOut(new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        line.setErr(new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true));
        ErrorHandling.install(line);
        HelpText.install(line);
        int exitCode;
        try {
            exitCode = line.execute(args);
            line.getOut().flush();
        } catch (StandardOutput.Failed e) {
            exitCode = ErrorHandling.unwritable(e, line.getErr());
        } catch (OutOfMemoryError | StackOverflowError e) {
            exitCode = ErrorHandling.exhausted(e, line);
        }
        line.getErr().flush();
        return exitCode;
    }
}
