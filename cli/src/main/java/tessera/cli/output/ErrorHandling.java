package tessera.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import tessera.traces.check.InputException;
import tessera.traces.check.ToolException;

/** Exceptions to one line on stderr and an exit code. */
public final class ErrorHandling {
    private static final int INPUT = 2;
    private static final int BUG = 3;
    private static final int TOOL = 4;

    private ErrorHandling() {}

    /** Sets the handlers, checks and parser options on a command line and all its commands. */
    public static void install(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true);
        ArgumentTypes.register(line);
        line.setExecutionStrategy(ArgumentCheck::execute);
        line.setParameterExceptionHandler(ErrorHandling::wrongUsage);
        line.setExecutionExceptionHandler((exception, command, parsed) -> failed(exception, command));
    }

    private static int wrongUsage(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(
                name + ": " + oneLine(exception.getMessage()) + suggestions(exception) + "; see " + name + " --help");
        return INPUT;
    }

    private static String suggestions(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                return "; did you mean " + String.join(" or ", near.subList(0, Math.min(3, near.size()))) + "?";
            }
        }
        return "";
    }

    private static int failed(Exception exception, CommandLine command) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        if (exception instanceof InputException) {
            err.println(name + ": " + oneLine(exception.getMessage()));
            return INPUT;
        }
        if (exception instanceof InvalidPathException path) {
            err.println(name + ": " + ArgumentTypes.unnameable(path));
            return INPUT;
        }
        if (exception instanceof StandardOutput.Failed closed) {
            return unwritable(closed, err);
        }
        if (exception instanceof ToolException) {
            err.println(name + ": " + oneLine(exception.getMessage()));
            return TOOL;
        }
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            // Of a worker thread, wrapped by who waited for it.
            if (cause instanceof OutOfMemoryError || cause instanceof StackOverflowError) {
                return exhausted((VirtualMachineError) cause, command);
            }
        }
        err.println(name + ": internal error, a bug of Tessera: " + oneLine(String.valueOf(exception.getMessage()))
                + " (" + exception.getClass().getSimpleName() + "); " + saved(exception));
        return BUG;
    }

    /** Says that standard output could not be written, unless nobody reads it any more. */
    public static int unwritable(StandardOutput.Failed closed, PrintWriter err) {
        if (!closed.line().isEmpty()) {
            err.println(closed.line());
        }
        return closed.exitCode();
    }

    /** Says which limit of the Java machine the input went beyond. */
    public static int exhausted(VirtualMachineError error, CommandLine command) {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        command.getErr()
                .println("tessera: the input needs more "
                        + (error instanceof OutOfMemoryError
                                ? "memory than the " + heap
                                        + " MiB that Java may take; set JAVA_TOOL_OPTIONS=-Xmx8g, or give a smaller input"
                                : "nesting than the program can follow; give a flatter input"));
        return INPUT;
    }

    private static String saved(Exception exception) {
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("tessera-bug-", ".txt");
            Files.writeString(file, trace.toString(), StandardCharsets.UTF_8);
            return "please report it with " + file;
        } catch (IOException e) {
            return "details could not be saved (" + e.getMessage() + ")";
        }
    }

    private static String oneLine(String message) {
        // No control characters of the user's input on the user's terminal.
        return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
