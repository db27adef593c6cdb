package tessera.cli.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tessera.traces.check.InputException;
import tessera.traces.check.Nearest;
import tessera.traces.check.ToolException;
import tessera.traces.stat.HeadStatistics;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceFiles;

/** What {@code trace minimise --keep} asks of a candidate. */
public abstract sealed class KeepPredicate implements Predicate<AttentionTrace>, AutoCloseable {
    private static final Pattern COMPARISON = Pattern.compile(
            "\\s*([a-z_0-9]+)\\s*(<=|>=|<|>)\\s*([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)\\s*");

    /** A comparison if the text has the form of one, else a shell command. */
    public static KeepPredicate of(String text, int timeoutSeconds) {
        Matcher matcher = COMPARISON.matcher(text);
        String first = text.strip().split("[^a-z0-9_]", 2)[0];
        if (!matcher.matches() && Comparison.FIELDS.contains(first)) {
            throw new InputException("--keep '" + text
                    + "': expected a field, one of < <= > >=, and a number, such as '" + first + "<0.5'");
        }
        return matcher.matches()
                ? new Comparison(matcher.group(1), matcher.group(2), Double.parseDouble(matcher.group(3)))
                : new ShellCommand(text, timeoutSeconds);
    }

    @Override
    public void close() {}

    /** A figure of {@code trace info} against a number, in any head of any layer. */
    private static final class Comparison extends KeepPredicate {
        private static final List<String> FIELDS =
                List.of("top10_mass", "entropy", "sink_share", "importance_concentration", "row_sum_error");
        private final String field;
        private final String operator;
        private final double limit;

        Comparison(String field, String operator, double limit) {
            if (!FIELDS.contains(field)) {
                throw Nearest.unknown("field in --keep", field, FIELDS);
            }
            this.field = field;
            this.operator = operator;
            this.limit = limit;
        }

        @Override
        public boolean test(AttentionTrace candidate) {
            TraceStatistics statistics = TraceStatistics.of(candidate);
            ToDoubleFunction<HeadStatistics> figure = head -> switch (field) {
                case "top10_mass" -> head.top10Mass();
                case "entropy" -> head.entropy();
                case "sink_share" -> head.sinkShare();
                case "importance_concentration" -> head.importanceConcentration();
                default -> statistics.rowSumError();
            };
            return statistics.perLayer().stream()
                    .flatMap(layer -> layer.heads().stream())
                    .mapToDouble(figure)
                    .anyMatch(this::holds);
        }

        private boolean holds(double value) {
            return switch (operator) {
                case "<" -> value < limit;
                case "<=" -> value <= limit;
                case ">" -> value > limit;
                default -> value >= limit;
            };
        }
    }

    /** A command that gets the candidate as a file. */
    private static final class ShellCommand extends KeepPredicate {
        private final String command;
        private final int timeoutSeconds;
        private final Path folder;

        ShellCommand(String command, int timeoutSeconds) {
            this.command = command;
            this.timeoutSeconds = timeoutSeconds;
            try {
                this.folder = Files.createTempDirectory("tessera-minimise-");
            } catch (IOException e) {
                throw new ToolException("no folder for the candidates of --keep can be made: " + e.getMessage(), e);
            }
        }

        @Override
        public boolean test(AttentionTrace candidate) {
            Path file = folder.resolve("candidate.npz");
            TraceFiles.write(file, candidate);
            String quoted = "'" + file.toString().replace("'", "'\\''") + "'";
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", command.replace("{}", quoted));
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            try {
                Process process = builder.start();
                process.getOutputStream().close();
                if (process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                    return process.exitValue() == 0;
                }
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return false;
            } catch (IOException e) {
                throw new ToolException("--keep: a shell (sh) is needed to run the command: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ToolException("--keep: interrupted while the command ran", e);
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(folder.resolve("candidate.npz"));
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw new ToolException("the candidates in " + folder + " cannot be removed: " + e.getMessage(), e);
            }
        }
    }
}
