package tessera.cli.explore.space;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tessera.models.layer.LayerModel;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.Phase;
import tessera.traces.workload.WorkloadFiles;

/**
 * One thing that every design has to do.
 *
 * @param trace a trace or workload file, {@code sample:NAME}, {@code layout:…} or {@code model:…}
 * @param phase as written; empty for the one that the pattern is made for
 * @param weight of its figures in the weighted sum, above 0
 */
public record Workload(String trace, Optional<Phase> phase, double weight) {
    private static final String SAMPLE = "sample:";

    /** What kind of thing stands behind {@link #trace}. */
    public enum Kind {
        /** Queries, keys and values. */
        TRACE,
        /** Sizes alone. */
        SHAPE,
        /** A CSV with one row of attention a line, pruned already. */
        ROWS
    }

    /** From the name alone; nothing is read. */
    public Kind kind() {
        if (trace.startsWith(AttentionShape.PREFIX) || trace.startsWith(LayerModel.PREFIX)) {
            return Kind.SHAPE;
        }
        return WorkloadFiles.isWorkload(trace) ? Kind.ROWS : Kind.TRACE;
    }

    /** For people: {@code sample:NAME, prefill, x2}. */
    public String text() {
        return trace + phase.map(p -> " " + p.name().toLowerCase(Locale.ROOT)).orElse("") + " x" + weight;
    }

    /** The same with the name of a file made absolute. */
    Workload inFolder(Path folder) {
        return trace.startsWith(SAMPLE) || kind() == Kind.SHAPE
                ? this
                : new Workload(folder.resolve(trace).toString(), phase, weight);
    }
}
