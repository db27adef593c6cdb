package tessera.cli.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import tessera.cli.explore.sample.PointIndex;
import tessera.cli.explore.sample.PointSet;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.cli.explore.store.PointStore;

/**
 * Has points evaluated and appends them to the store before anybody sees them. Points that the store holds already are not
 * computed again. The order in the store depends on nothing but the order of the points asked for.
 */
final class Evaluation {
    /** So many points of a resumed run are skipped before progress is told and a stop is noticed. */
    private static final long SKIPPED_PER_POINT = 16;

    private final PointExecutor executor;
    private final PointStore store;
    private final BooleanSupplier isStopped;
    private final Map<Level, PointIndex> finished = new EnumMap<>(Level.class);
    private final OutcomeTable outcomes;

    /**
     * @param known outcomes that the store holds; new ones are added to it
     * @param isStopped asked between batches: whether to finish early
     */
    Evaluation(PointExecutor executor, PointStore store, OutcomeTable known, BooleanSupplier isStopped) {
        this.executor = executor;
        this.store = store;
        this.isStopped = isStopped;
        this.outcomes = known;
        for (Level level : Level.values()) {
            finished.put(level, new PointIndex());
        }
        for (int row = 0; row < known.size(); row++) {
            finished.get(known.level(row)).put(known.point(row), row);
        }
    }

    /**
     * Evaluates every point that is not finished yet.
     *
     * @param progress told the number of points finished, after each batch
     * @return whether all were done: false if stopped
     */
    boolean run(PrimitiveIterator.OfLong points, Level level, LongConsumer progress) {
        int batch = executor.batch(level);
        PointIndex done = finished.get(level);
        PointSet inBatch = new PointSet();
        long count = 0;
        while (points.hasNext()) {
            if (isStopped.getAsBoolean()) {
                return false;
            }
            List<Long> wanted = new ArrayList<>();
            long seen = 0;
            while (points.hasNext() && wanted.size() < batch && seen < SKIPPED_PER_POINT * batch) {
                long point = points.nextLong();
                seen++;
                if (!done.contains(point) && inBatch.add(point)) {
                    wanted.add(point);
                }
            }
            if (!wanted.isEmpty()) {
                List<Outcome> made = executor.evaluate(wanted, level);
                store.append(made);
                for (Outcome outcome : made) {
                    done.put(outcome.point(), outcomes.size());
                    outcomes.add(outcome);
                }
                inBatch = new PointSet();
            }
            count += seen;
            progress.accept(count);
        }
        return true;
    }

    /** Row of a finished point in {@link #outcomes}. */
    int row(long point, Level level) {
        return finished.get(level).row(point);
    }

    /** Everything finished so far, earlier runs included, in the order of the store. */
    OutcomeTable outcomes() {
        return outcomes;
    }
}
