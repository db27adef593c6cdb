package tessera.cli.explore.space;

import java.nio.file.Path;
import tessera.models.plan.Phase;

/**
 * One thing that every design has to do.
 *
 * @param trace a trace file or {@code sample:NAME}
 * @param weight of its figures in the weighted sum, above 0
 */
public record Workload(String trace, Phase phase, double weight) {
    private static final String SAMPLE = "sample:";

    /** The same with the name of a file made absolute. */
    Workload inFolder(Path folder) {
        return trace.startsWith(SAMPLE)
                ? this
                : new Workload(folder.resolve(trace).toString(), phase, weight);
    }
}
