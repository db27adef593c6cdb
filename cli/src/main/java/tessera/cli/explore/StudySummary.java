package tessera.cli.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.front.Hypervolume;
import tessera.cli.explore.front.ParetoFront;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/** The fronts of a study and what it comes to in a few numbers. Each level has a front of its own: they do not mix. */
public final class StudySummary {
    /** Beyond this many points on a front of more than three objectives the exact volume would take too long. */
    private static final int MOST_VOLUME_POINTS = 500;

    private final Study study;
    private final Objectives objectives;
    private final BitSet isOnFront = new BitSet();
    private final Map<Level, int[]> fronts = new LinkedHashMap<>();
    private final Map<Level, double[][]> rows = new LinkedHashMap<>();
    private final Map<Level, int[]> feasible = new LinkedHashMap<>();
    private final long[] counts = new long[Level.values().length];
    private final Level best;

    public StudySummary(Study study) {
        this.study = study;
        this.objectives = new Objectives(study.space().objectives(), study.figures());
        split();
        Level highest = Level.BOUND;
        for (Level level : Level.values()) {
            int[] numbers = feasible.get(level);
            int[] front = Arrays.stream(ParetoFront.of(rows.get(level)))
                    .map(i -> numbers[i])
                    .toArray();
            fronts.put(level, front);
            Arrays.stream(front).forEach(isOnFront::set);
            highest = front.length > 0 && level != Level.RTL ? level : highest;
        }
        this.best = highest;
    }

    /** Feasible rows and their objectives, by level, in one pass: there may be a million. */
    private void split() {
        int size = study.outcomes().size();
        int[][] numbers = new int[Level.values().length][];
        double[][][] values = new double[numbers.length][][];
        int[] sizes = new int[numbers.length];
        for (int row = 0; row < size; row++) {
            Outcome outcome = study.outcomes().get(row);
            int level = outcome.level().ordinal();
            counts[level]++;
            if (outcome.isFeasible()) {
                if (numbers[level] == null) {
                    numbers[level] = new int[size];
                    values[level] = new double[size][];
                }
                numbers[level][sizes[level]] = row;
                values[level][sizes[level]++] = objectives.row(outcome);
            }
        }
        for (Level level : Level.values()) {
            int at = level.ordinal();
            feasible.put(level, numbers[at] == null ? new int[0] : Arrays.copyOf(numbers[at], sizes[at]));
            rows.put(level, values[at] == null ? new double[0][] : Arrays.copyOf(values[at], sizes[at]));
        }
    }

    /** Whether a row of the study's outcomes is on the front of its level. */
    public boolean isOnFront(int row) {
        return isOnFront.get(row);
    }

    /** The highest level that has a front: the cycle model where it has run. RTL figures are about blocks, not designs. */
    public Level bestLevel() {
        return best;
    }

    /** Rows on the front of {@link #bestLevel}, in the order of points. */
    public int[] frontRows() {
        return fronts.get(best).clone();
    }

    /** Rows on the front of a level. */
    public int[] frontRows(Level level) {
        return fronts.get(level).clone();
    }

    /**
     * Share of the box between the best and the worst of every objective, over the feasible designs of the best level, that
     * the front dominates: 0 to 1; NaN where there is no such box or the front is too long for an exact answer.
     */
    public double hypervolume() {
        double[][] all = rows.get(best);
        int columns = objectives.names().size();
        if (all.length < 2 || (columns > 3 && fronts.get(best).length > MOST_VOLUME_POINTS)) {
            return Double.NaN;
        }
        double[] least = new double[columns];
        double[] most = new double[columns];
        for (int i = 0; i < columns; i++) {
            int column = i;
            least[i] = Arrays.stream(all).mapToDouble(row -> row[column]).min().orElseThrow();
            most[i] = Arrays.stream(all).mapToDouble(row -> row[column]).max().orElseThrow();
        }
        List<double[]> scaled = new ArrayList<>();
        for (int row : fronts.get(best)) {
            double[] values = objectives.row(study.outcomes().get(row));
            for (int i = 0; i < columns; i++) {
                values[i] = most[i] > least[i] ? (values[i] - least[i]) / (most[i] - least[i]) : 0;
            }
            scaled.add(values);
        }
        double[] reference = new double[columns];
        Arrays.fill(reference, 1);
        return Hypervolume.of(scaled.toArray(double[][]::new), reference);
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
        json.put("front_level", best.label());
        List<String> front = new ArrayList<>();
        for (int row : fronts.get(best)) {
            Outcome outcome = study.outcomes().get(row);
            front.add(RunId.of(digest, outcome.point(), outcome.level()).toString());
        }
        json.put("front", front);
        Map<String, Object> correlations = new LinkedHashMap<>();
        study.rankCorrelation().forEach((name, rho) -> correlations.put(name, StudyFiles.number(rho)));
        json.put("rank_correlation", correlations);
        json.put("hypervolume", StudyFiles.number(hypervolume()));
        json.put("is_finished", study.isFinished());
        return json;
    }
}
