package tessera.cli.report;

import java.util.function.Consumer;
import tessera.traces.trace.AttentionTrace;

/**
 * What every part of a report gets.
 *
 * @param trace the trace that is simulated
 * @param traceArgument how the user named it, for the commands that reproduce a row
 * @param seed seed of every random choice
 * @param progress told in a few words what is being done
 */
public record ReportInput(AttentionTrace trace, String traceArgument, long seed, Consumer<String> progress) {}
