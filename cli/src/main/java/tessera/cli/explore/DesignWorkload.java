package tessera.cli.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.Workload;
import tessera.models.cost.SpattenBeside;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.RecordedWork;
import tessera.models.spatten.WorkProfile;

/** One workload of a space under all the patterns that its points may choose. Thread-safe. */
final class DesignWorkload {
    /** Recorded works kept for the cycle model: this many, and no more than so many rows of some 50 to 500 bytes. */
    private static final int MOST_RECORDED = 24;

    private static final long MOST_ROWS = 500_000;

    private final Workload workload;
    private final WorkSource source;
    private final ParameterGroup<Profile> profiles;
    private final Optional<WorkProfile> dense;
    private final Map<List<String>, RecordedWork> recorded = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, RecordedWork> eldest) {
            long rows = size() * eldest.getValue().rows();
            return size() > MOST_RECORDED || (size() > 1 && rows > MOST_ROWS);
        }
    };

    /**
     * A workload under one setting of the pattern, in closed form.
     *
     * @param work attention to its masks
     * @param beside what the pattern does besides
     */
    record Profile(WorkProfile work, SpattenBeside beside) {}

    DesignWorkload(Space space, Workload workload) {
        this.workload = workload;
        this.source = WorkSource.of(space, workload);
        this.profiles = profiles(space);
        this.dense = source.dense().map(work -> new WorkProfile(work, () -> work));
    }

    private DesignWorkload(Space space, DesignWorkload like) {
        this.workload = like.workload;
        this.source = like.source;
        this.profiles = profiles(space);
        this.dense = like.dense;
    }

    private ParameterGroup<Profile> profiles(Space space) {
        return new ParameterGroup<>(space.grid(), target -> !DesignMachines.isMachine(target), this::profile);
    }

    /** The same workload under the parameters of another space; the trace and its dense run are shared. */
    DesignWorkload over(Space other) {
        return new DesignWorkload(other, this);
    }

    double weight() {
        return workload.weight();
    }

    int headDim() {
        return source.headDim();
    }

    /** Figures that this workload cannot give, each with the reason. */
    Map<String, String> missing() {
        return source.missing();
    }

    private Profile profile(List<String> overrides) {
        WorkSource.Made made = source.made(overrides);
        return new Profile(
                new WorkProfile(made.work(), () -> source.made(overrides).work()), made.beside());
    }

    /** The workload under the pattern of a design, for the closed form; an InputException if there is none. */
    Profile profile(Choice choice) {
        return profiles.of(choice);
    }

    /** As above; an InputException too if a machine cannot execute it. */
    Profile profile(Choice choice, SpAttenParams machine) {
        Profile profile = profiles.of(choice);
        if (!profile.work.fits(machine)) {
            // Says what is in the way, or that it was wrong to think so.
            recorded(choice).check(machine);
            throw new IllegalStateException("profile and recorded work disagree on machine " + machine);
        }
        if (profile.beside.denseShare() > 0 && !dense.orElseThrow().fits(machine)) {
            denseWork().check(machine);
            throw new IllegalStateException("profile and recorded dense work disagree on machine " + machine);
        }
        return profile;
    }

    /** The same for the cycle model. */
    RecordedWork recorded(Choice choice) {
        List<String> overrides = profiles.assignments(choice);
        RecordedWork known;
        synchronized (recorded) {
            known = recorded.get(overrides);
        }
        if (known == null) {
            known = source.made(overrides).work();
            synchronized (recorded) {
                recorded.put(overrides, known);
            }
        }
        return known;
    }

    /** With nothing pruned, 12 bits everywhere, where there is such a thing and a machine can hold it. */
    Optional<WorkProfile> dense(SpAttenParams machine) {
        return dense.filter(profile -> profile.fits(machine));
    }

    /** The same for the cycle model. */
    RecordedWork denseWork() {
        return source.dense().orElseThrow();
    }
}
