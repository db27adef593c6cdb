package tessera.cli.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tessera.cli.explore.front.ParetoFront;
import tessera.cli.explore.front.RankCorrelation;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/**
 * All points in closed form; the best of them, and a random control among the rest, through the cycle model. If the two
 * levels do not order these designs alike, the closed form was no guide: then twice as many go through the cycle model.
 */
final class Funnel {
    /** Below this the ranking is said not to have survived: half of the order's variance is gone (0.7 squared). */
    static final double LEAST_CORRELATION = 0.7;

    private static final int MOST_WIDENINGS = 3;

    private final Space space;
    private final Objectives objectives;
    private final Evaluation evaluation;
    private final long seed;
    private final Consumer<String> notes;
    private final Progress progress;
    private Map<String, Double> correlations = new LinkedHashMap<>();

    /** Told what is going on: a stage's name, points done, points in all. */
    interface Progress {
        void at(String stage, long done, long all);
    }

    Funnel(
            Space space,
            Objectives objectives,
            Evaluation evaluation,
            long seed,
            Consumer<String> notes,
            Progress progress) {
        this.space = space;
        this.objectives = objectives;
        this.evaluation = evaluation;
        this.seed = seed;
        this.notes = notes;
        this.progress = progress;
    }

    /** Runs all stages; false if stopped early, with what there is in the store. */
    boolean run() {
        boolean isDone = evaluation.run(
                space.sampler().points(space.grid(), space.points(), seed),
                Level.BOUND,
                done -> progress.at("closed form", done, space.points()));
        int wanted = space.cyclePoints();
        for (int widening = 0; isDone && wanted > 0; widening++) {
            isDone = simulate(wanted);
            double least = correlations.values().stream()
                    .filter(rho -> !Double.isNaN(rho))
                    .min(Comparator.naturalOrder())
                    .orElse(1.0);
            if (!isDone || least >= LEAST_CORRELATION || widening == MOST_WIDENINGS) {
                break;
            }
            wanted *= 2;
            notes.accept(String.format(
                    "the closed form and the cycle model rank these designs differently (least correlation %.2f);"
                            + " %d designs instead of %d go through the cycle model",
                    least, wanted, wanted / 2));
        }
        return isDone;
    }

    private boolean simulate(int wanted) {
        List<Outcome> bounds = at(Level.BOUND);
        List<Outcome> best = best(bounds, wanted);
        List<Outcome> chosen = new ArrayList<>(best);
        chosen.addAll(control(bounds, best));
        boolean isDone = evaluation.run(
                chosen.stream().mapToLong(Outcome::point).iterator(),
                Level.CYCLE,
                done -> progress.at("cycle model", done, chosen.size()));
        correlations = correlate(bounds);
        return isDone;
    }

    /** Finished outcomes of a level in the order of their points: the same whatever the threads and interruptions. */
    List<Outcome> at(Level level) {
        return evaluation.outcomes().stream()
                .filter(outcome -> outcome.level() == level)
                .sorted(Comparator.comparingLong(Outcome::point))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The front, then the front of the rest, and so on; within a front in the order of points. */
    private List<Outcome> best(List<Outcome> bounds, int wanted) {
        List<Outcome> rest = new ArrayList<>(
                bounds.stream().filter(Outcome::isFeasible).toList());
        List<Outcome> best = new ArrayList<>();
        while (best.size() < wanted && !rest.isEmpty()) {
            int[] front = ParetoFront.of(objectives.rows(rest));
            if (front.length == 0) {
                break;
            }
            for (int i = 0; i < front.length && best.size() < wanted; i++) {
                best.add(rest.get(front[i]));
            }
            boolean[] isTaken = new boolean[rest.size()];
            Arrays.stream(front).forEach(i -> isTaken[i] = true);
            List<Outcome> left = new ArrayList<>();
            for (int i = 0; i < rest.size(); i++) {
                if (!isTaken[i]) {
                    left.add(rest.get(i));
                }
            }
            rest = left;
        }
        return best;
    }

    private List<Outcome> control(List<Outcome> bounds, List<Outcome> best) {
        List<Outcome> others = new ArrayList<>(
                bounds.stream().filter(Outcome::isFeasible).toList());
        others.removeAll(best);
        java.util.Collections.shuffle(others, new Random(seed));
        return others.subList(0, Math.min(space.controlPoints(), others.size()));
    }

    private Map<String, Double> correlate(List<Outcome> bounds) {
        Map<Long, Outcome> boundOf =
                bounds.stream().collect(Collectors.toMap(Outcome::point, outcome -> outcome, (a, b) -> a));
        List<Outcome> cycles = at(Level.CYCLE).stream()
                .filter(outcome -> outcome.isFeasible() && boundOf.containsKey(outcome.point()))
                .toList();
        double[][] simulated = objectives.rows(cycles);
        double[][] bounded = objectives.rows(
                cycles.stream().map(outcome -> boundOf.get(outcome.point())).toList());
        Map<String, Double> result = new LinkedHashMap<>();
        for (int i = 0; i < objectives.names().size(); i++) {
            int column = i;
            result.put(
                    objectives.names().get(i),
                    RankCorrelation.of(
                            Arrays.stream(bounded).mapToDouble(row -> row[column]).toArray(),
                            Arrays.stream(simulated).mapToDouble(row -> row[column]).toArray()));
        }
        return result;
    }

    /** Spearman's rho between the levels per objective, over the designs that both have seen; empty without a cycle stage. */
    Map<String, Double> correlations() {
        return correlations;
    }
}
