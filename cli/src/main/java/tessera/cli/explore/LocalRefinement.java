package tessera.cli.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import tessera.cli.explore.front.ParetoFront;
import tessera.cli.explore.sample.PointSet;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;

/**
 * Looks at every neighbour of the designs on the front (one parameter one value up or down), then at those of the new front,
 * until the front has no neighbour left that has not been seen or the budget is used up. Deterministic; a resumed run goes
 * the same way, because it starts from the sampler's points and not from everything that is stored.
 */
final class LocalRefinement {
    private final Space space;
    private final Objectives objectives;
    private final Evaluation evaluation;
    private final Funnel.Progress progress;
    private final Stop stop;
    /** What this run has seen; the store may know more from a run that was interrupted later on. */
    private final PointSet seen = new PointSet();

    private long[] front = {};

    LocalRefinement(Space space, Objectives objectives, Evaluation evaluation, Funnel.Progress progress, Stop stop) {
        this.space = space;
        this.objectives = objectives;
        this.evaluation = evaluation;
        this.progress = progress;
        this.stop = stop;
    }

    /** @param sampled what the sampler has looked at */
    boolean run(long[] sampled) {
        Arrays.stream(sampled).forEach(seen::add);
        front = frontOf(sampled);
        long used = 0;
        while (used < space.refinePoints()) {
            List<Long> wanted = new ArrayList<>();
            for (long point : neighbours()) {
                if (used + wanted.size() < space.refinePoints() && seen.add(point)) {
                    wanted.add(point);
                }
            }
            if (wanted.isEmpty()) {
                return true;
            }
            long before = used;
            if (!evaluation.run(
                    wanted.stream().mapToLong(Long::longValue).iterator(),
                    Level.BOUND,
                    done -> progress.at("refinement", before + done, space.refinePoints()))) {
                return false;
            }
            used += wanted.size();
            front = frontOf(
                    LongStream.concat(Arrays.stream(front), wanted.stream().mapToLong(Long::longValue))
                            .toArray());
        }
        return !stop.getAsBoolean();
    }

    private long[] frontOf(long[] points) {
        double[][] rows = Arrays.stream(points)
                .mapToObj(point -> objectives.row(evaluation.outcomes(), evaluation.row(point, Level.BOUND)))
                .toArray(double[][]::new);
        return Arrays.stream(ParetoFront.of(rows))
                .mapToLong(i -> points[i])
                .sorted()
                .toArray();
    }

    private Set<Long> neighbours() {
        Grid grid = space.grid();
        Set<Long> found = new LinkedHashSet<>();
        for (long point : front) {
            int[] choices = grid.choices(point);
            for (int i = 0; i < choices.length; i++) {
                for (int step = -1; step <= 1; step += 2) {
                    int moved = choices[i] + step;
                    if (moved >= 0 && moved < grid.parameters().get(i).size()) {
                        int[] other = choices.clone();
                        other[i] = moved;
                        found.add(grid.canonical(grid.point(other)));
                    }
                }
            }
        }
        return found;
    }
}
