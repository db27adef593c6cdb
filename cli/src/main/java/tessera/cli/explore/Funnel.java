package tessera.cli.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import tessera.cli.explore.front.ParetoFront;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.hdl.tool.Tool;

/**
 * All points in closed form; the best of them, and a random control among the rest, through the cycle model. If the two
 * levels do not order these designs alike, the closed form was no guide: then twice as many go through the cycle model.
 */
public final class Funnel {
    /** Below this the ranking is said not to have survived: half of the order's variance is gone (0.7 squared). */
    static final double LEAST_CORRELATION = 0.7;

    private static final int MOST_WIDENINGS = 3;
    /** With a time budget the closed form may take this much of it. */
    private static final double BOUND_SHARE_OF_TIME = 0.5;

    private final Space space;
    private final Objectives objectives;
    private final Evaluation evaluation;
    private final long seed;
    private final Consumer<String> notes;
    private final Progress progress;
    private final Stop stop;
    private Map<String, Double> correlations = new LinkedHashMap<>();

    /** Told what is going on: a stage's name, points done, points in all. */
    public interface Progress {
        void at(String stage, long done, long all);
    }

    Funnel(
            Space space,
            Objectives objectives,
            Evaluation evaluation,
            long seed,
            Consumer<String> notes,
            Progress progress,
            Stop stop) {
        this.space = space;
        this.objectives = objectives;
        this.evaluation = evaluation;
        this.seed = seed;
        this.notes = notes;
        this.progress = progress;
        this.stop = stop;
    }

    /** Runs all stages; false if stopped early, with what there is in the store. */
    boolean run() {
        boolean isCycling = space.cyclePoints() + space.controlPoints() > 0;
        stop.allow(isCycling ? BOUND_SHARE_OF_TIME : 1);
        boolean isDone = sample();
        stop.allow(1);
        if (stop.isInterrupted()) {
            return false;
        }
        int wanted = space.cyclePoints();
        for (int widening = 0; isCycling && !stop.getAsBoolean(); widening++) {
            isDone &= simulate(wanted);
            double least = LevelAgreement.least(correlations);
            if (stop.getAsBoolean() || least >= LEAST_CORRELATION || widening == MOST_WIDENINGS) {
                break;
            }
            wanted *= 2;
            notes.accept(String.format(
                    Locale.ROOT,
                    "the closed form and the cycle model rank these designs differently (least correlation %.2f);"
                            + " %d designs instead of %d go through the cycle model",
                    least,
                    wanted,
                    wanted / 2));
        }
        if (isDone && space.rtlPoints() > 0 && !stop.getAsBoolean()) {
            isDone = generate();
        }
        return isDone && !stop.isInterrupted();
    }

    /** The best of the cycle model in generated Verilog. */
    private boolean generate() {
        if (Tool.YOSYS.find().isEmpty()) {
            notes.accept("no RTL figures: " + Tool.YOSYS.missing() + "; then --resume adds them");
            return true;
        }
        OutcomeTable table = evaluation.outcomes();
        int[] best = best(table, table.rows(Level.CYCLE), space.rtlPoints());
        return evaluation.run(
                Arrays.stream(best).mapToLong(table::point).iterator(),
                Level.RTL,
                done -> progress.at("RTL", done, best.length));
    }

    /** The sampler's points, then the neighbours of their front. */
    private boolean sample() {
        if (space.sampler().isSearch()) {
            GeneticSearch search = new GeneticSearch(space, objectives, evaluation, seed, progress, stop);
            return search.run() && refine(search.seen());
        }
        boolean isDone =
                evaluation.run(sampled(), Level.BOUND, done -> progress.at("closed form", done, space.points()));
        return isDone && (space.refinePoints() == 0 || refine(all(sampled())));
    }

    private PrimitiveIterator.OfLong sampled() {
        return space.sampler().points(space.grid(), space.points(), seed);
    }

    private static long[] all(PrimitiveIterator.OfLong points) {
        LongStream.Builder all = LongStream.builder();
        points.forEachRemaining((long point) -> all.add(point));
        return all.build().toArray();
    }

    private boolean refine(long[] sampled) {
        return space.refinePoints() == 0
                || new LocalRefinement(space, objectives, evaluation, progress, stop).run(sampled);
    }

    /** The best {@code wanted} and the control through the cycle model; those of an earlier round are done already. */
    private boolean simulate(int wanted) {
        OutcomeTable table = evaluation.outcomes();
        int[] bounds = table.rows(Level.BOUND);
        int[] best = best(table, bounds, wanted);
        int[] control = control(table, bounds, best, space.controlPoints(), seed);
        int[] chosen =
                IntStream.concat(Arrays.stream(best), Arrays.stream(control)).toArray();
        boolean isDone = evaluation.run(
                Arrays.stream(chosen).mapToLong(table::point).iterator(),
                Level.CYCLE,
                done -> progress.at("cycle model", done, chosen.length));
        if (isDone) {
            // Of this round's designs alone, so that a resumed run decides as an uninterrupted one.
            int[] cycles = Arrays.stream(chosen)
                    .map(row -> evaluation.row(table.point(row), Level.CYCLE))
                    .toArray();
            correlations = LevelAgreement.of(objectives, table, chosen, cycles);
        }
        return isDone;
    }

    /**
     * The best feasible rows: the front, then the front of the rest, and so on. Of a front that is longer than what is still
     * wanted, rows evenly spread along its first objective, designs that come to the same counted once.
     */
    private int[] best(OutcomeTable table, int[] candidates, int wanted) {
        double[][] rows = Arrays.stream(candidates)
                .mapToObj(row -> objectives.row(table, row))
                .toArray(double[][]::new);
        List<Integer> best = new ArrayList<>();
        while (best.size() < wanted) {
            int[] front = ParetoFront.of(rows);
            if (front.length == 0) {
                break;
            }
            int room = wanted - best.size();
            for (int i : front.length <= room ? front : spread(rows, front, room)) {
                best.add(candidates[i]);
            }
            for (int i : front) {
                rows[i] = new double[] {Double.NaN};
            }
        }
        return best.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] spread(double[][] rows, int[] front, int wanted) {
        List<Integer> different = new ArrayList<>();
        Arrays.stream(front)
                .boxed()
                .sorted((a, b) -> Arrays.compare(rows[a], rows[b]))
                .forEach(i -> {
                    int last = different.size() - 1;
                    if (last < 0 || !Arrays.equals(rows[different.get(last)], rows[i])) {
                        different.add(i);
                    }
                });
        int count = Math.min(wanted, different.size());
        return IntStream.range(0, count)
                .map(i -> different.get(count == 1 ? 0 : (int) ((long) i * (different.size() - 1) / (count - 1))))
                .toArray();
    }

    private static int[] control(OutcomeTable table, int[] bounds, int[] best, int wanted, long seed) {
        Set<Integer> taken = Arrays.stream(best).boxed().collect(Collectors.toSet());
        List<Integer> others = Arrays.stream(bounds)
                .filter(row -> table.isFeasible(row) && !taken.contains(row))
                .boxed()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(others, new Random(seed));
        return others.stream().limit(wanted).mapToInt(Integer::intValue).toArray();
    }
}
