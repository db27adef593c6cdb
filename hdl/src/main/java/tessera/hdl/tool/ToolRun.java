package tessera.hdl.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tessera.traces.check.ToolException;

/**
 * One run of an external program, to its end.
 *
 * @param exitCode 0 when it was content
 * @param output stdout and stderr as they came
 */
public record ToolRun(int exitCode, String output) {
    private static final int SHOWN_CHARACTERS = 2000;

    /** Runs the command in a folder; a program that cannot start or takes longer than the limit is a ToolException. */
    public static ToolRun run(List<String> command, Path folder, Duration limit) {
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            // Into a file: a pipe that nobody empties would stop the program.
            Path log = temporary.file("output");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new ToolException(command.get(0) + " did not finish within " + limit.toSeconds() + " s: "
                            + String.join(" ", command));
                }
            } finally {
                process.destroyForcibly();
            }
            return new ToolRun(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ToolException(command.get(0) + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException(command.get(0) + " was interrupted", e);
        }
    }

    /** As {@link #run}, and a non-zero exit is a ToolException with the end of what the program said. */
    public static ToolRun require(List<String> command, Path folder, Duration limit) {
        ToolRun run = run(command, folder, limit);
        if (run.exitCode() != 0) {
            String said = run.output().strip();
            int from = Math.max(0, said.length() - SHOWN_CHARACTERS);
            throw new ToolException(
                    command.get(0) + " failed with exit code " + run.exitCode() + ": " + said.substring(from));
        }
        return run;
    }
}
