package tessera.cli.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.Workload;
import tessera.models.golden.CascadeParams;
import tessera.models.pattern.CascadeCounts;
import tessera.models.plan.Phase;
import tessera.models.spatten.RecordedTrace;
import tessera.models.spatten.TraceTables;
import tessera.models.spatten.WorkProfile;
import tessera.traces.trace.TraceFiles;

/** One workload of a space under all the patterns that its points may choose. Thread-safe. */
final class DesignWorkload {
    /** Of quick-select's pivots: not the sampler's, so that a point costs the same in every study. */
    static final long SEED = 1;

    /** Recorded traces kept for the cycle model: a few megabytes each. */
    private static final int MOST_RECORDED = 24;

    private final Workload workload;
    private final String pattern;
    private final Phase phase;
    private final TraceTables tables;
    private final ParameterGroup<WorkProfile> profiles;
    private final WorkProfile dense;
    private final RecordedTrace denseTrace;
    private final Map<List<String>, RecordedTrace> recorded = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, RecordedTrace> eldest) {
            return size() > MOST_RECORDED;
        }
    };

    DesignWorkload(Space space, Workload workload) {
        this.workload = workload;
        this.pattern = space.pattern();
        this.phase = workload.phase().orElse(Phase.PREFILL);
        this.tables = new TraceTables(TraceFiles.open(workload.trace()));
        this.profiles = new ParameterGroup<>(space.grid(), target -> !DesignMachines.isMachine(target), this::profile);
        this.denseTrace = RecordedTrace.of(tables, CascadeCounts.of("dense", List.of(), phase), phase, SEED);
        this.dense = new WorkProfile(denseTrace, () -> denseTrace);
    }

    private DesignWorkload(Space space, DesignWorkload like) {
        this.workload = like.workload;
        this.pattern = space.pattern();
        this.phase = like.phase;
        this.tables = like.tables;
        this.profiles = new ParameterGroup<>(space.grid(), target -> !DesignMachines.isMachine(target), this::profile);
        this.denseTrace = like.denseTrace;
        this.dense = like.dense;
    }

    /** The same workload under the parameters of another space; the trace and its dense run are shared. */
    DesignWorkload over(Space other) {
        return new DesignWorkload(other, this);
    }

    double weight() {
        return workload.weight();
    }

    int headDim() {
        return denseTrace.headDim();
    }

    private RecordedTrace record(List<String> overrides) {
        CascadeParams params = CascadeCounts.of(pattern, overrides, phase);
        return RecordedTrace.of(tables, params, phase, SEED);
    }

    private WorkProfile profile(List<String> overrides) {
        return new WorkProfile(record(overrides), () -> record(overrides));
    }

    /** The workload under the pattern of a design, for the closed form. */
    WorkProfile profile(Choice choice) {
        return profiles.of(choice);
    }

    /** The same for the cycle model. */
    RecordedTrace recorded(Choice choice) {
        List<String> overrides = profiles.assignments(choice);
        RecordedTrace known;
        synchronized (recorded) {
            known = recorded.get(overrides);
        }
        if (known == null) {
            known = record(overrides);
            synchronized (recorded) {
                recorded.put(overrides, known);
            }
        }
        return known;
    }

    /** With nothing pruned, 12 bits everywhere. */
    WorkProfile dense() {
        return dense;
    }

    RecordedTrace denseTrace() {
        return denseTrace;
    }
}
