package tessera.cli.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.cli.explore.front.Hypervolume.Volume;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/** The fronts of a study and what it comes to in a few numbers. Each level has a front of its own: they do not mix. */
public final class StudySummary {
    private final Study study;
    private final Objectives objectives;
    private final BitSet isOnFront = new BitSet();
    private final Map<Level, LevelFront> fronts;
    private final long[] counts = new long[Level.values().length];
    private final LevelFront best;
    private final Optional<Volume> volume;

    public StudySummary(Study study) {
        this.study = study;
        this.objectives = new Objectives(study.space().objectives(), study.figures());
        this.fronts = split();
        LevelFront highest = fronts.get(Level.BOUND);
        for (LevelFront front : fronts.values()) {
            Arrays.stream(front.rows()).forEach(isOnFront::set);
            highest = !front.isEmpty() && front.level() != Level.RTL ? front : highest;
        }
        this.best = highest;
        this.volume = best.isEmpty() ? Optional.empty() : Optional.of(best.volume());
    }

    /** Feasible rows and their objectives, by level, in one pass: there may be a million. */
    private Map<Level, LevelFront> split() {
        int size = study.outcomes().size();
        int[][] numbers = new int[Level.values().length][];
        double[][][] values = new double[numbers.length][][];
        int[] sizes = new int[numbers.length];
        for (int row = 0; row < size; row++) {
            Outcome outcome = study.outcomes().get(row);
            int level = outcome.level().ordinal();
            counts[level]++;
            double[] own = objectives.row(outcome);
            if (Arrays.stream(own).noneMatch(Double::isNaN)) {
                if (numbers[level] == null) {
                    numbers[level] = new int[size];
                    values[level] = new double[size][];
                }
                numbers[level][sizes[level]] = row;
                values[level][sizes[level]++] = own;
            }
        }
        Map<Level, LevelFront> levels = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            int at = level.ordinal();
            levels.put(
                    level,
                    numbers[at] == null
                            ? new LevelFront(level, new int[0], new double[0][])
                            : new LevelFront(
                                    level,
                                    Arrays.copyOf(numbers[at], sizes[at]),
                                    Arrays.copyOf(values[at], sizes[at])));
        }
        return levels;
    }

    /** What this is a summary of. */
    public Study study() {
        return study;
    }

    /** Whether a row of the study's outcomes is on the front of its level. */
    public boolean isOnFront(int row) {
        return isOnFront.get(row);
    }

    /**
     * The front of the highest level that has one: the cycle model where it has run, else the closed form, empty or not. RTL
     * figures are about blocks, not designs.
     */
    public LevelFront front() {
        return best;
    }

    /** {@link LevelFront#volume} of the front; none if nothing is on it. */
    public Optional<Volume> volume() {
        return volume;
    }

    /** How many outcomes a level has. */
    public long count(Level level) {
        return counts[level.ordinal()];
    }

    /** The summary that programs read. */
    public Map<String, Object> json(String digest) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("space", study.space().name());
        json.put("digest", digest);
        json.put("points", count(Level.BOUND));
        json.put("cycle_points", count(Level.CYCLE));
        json.put("rtl_points", count(Level.RTL));
        json.put("objectives", objectives.names());
        json.put("front_level", best.level().label());
        List<String> front = new ArrayList<>();
        for (int row : best.rows()) {
            Outcome outcome = study.outcomes().get(row);
            front.add(RunId.of(digest, outcome.point(), outcome.level()).toString());
        }
        json.put("front", front);
        Map<String, Object> correlations = new LinkedHashMap<>();
        study.rankCorrelation().forEach((name, rho) -> correlations.put(name, StudyFiles.number(rho)));
        json.put("rank_correlation", correlations);
        json.put("hypervolume", volume.map(Volume::value).orElse(null));
        volume.filter(estimate -> !estimate.isExact())
                .ifPresent(estimate -> json.put("hypervolume_standard_error", estimate.standardError()));
        json.put("is_finished", study.isFinished());
        return json;
    }
}
