package tessera.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One command line run inside the test's JVM: what it printed and how it ended. */
public record CommandLineRun(int exitCode, String out, String err) {
    public static CommandLineRun of(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Tessera.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        return new CommandLineRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The message of a refused input: exit code 2, nothing on stdout, one line on stderr without a stack trace. */
    public String refusal() {
        if (exitCode != 2
                || err.lines().count() != 1
                || err.contains("\tat ")
                || err.strip().length() < 20) {
            throw new AssertionError("expected exit code 2 and one line on stderr, got " + this);
        }
        return err.strip();
    }
}
