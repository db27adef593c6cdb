package tessera.cli.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import tessera.cli.explore.sample.PointSet;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.cli.explore.store.PointStore;

/**
 * Evaluates points on all cores and appends them to the store before anybody sees them. Points that the store holds already
 * are not computed again. The order in the store depends on nothing but the order of the points asked for.
 */
final class Evaluation implements AutoCloseable {
    /** Points per task and level: a task should take some milliseconds. */
    private static final Map<Level, Integer> TASK = new EnumMap<>(Map.of(Level.BOUND, 256, Level.CYCLE, 1, Level.RTL, 1));

    private static final int TASKS_PER_THREAD = 4;

    private final DesignModel model;
    private final PointStore store;
    private final int threads;
    private final ExecutorService pool;
    private final BooleanSupplier isStopped;
    private final Map<Level, PointSet> finished = new EnumMap<>(Level.class);
    private final List<Outcome> outcomes;

    /**
     * @param known outcomes that the store holds; new ones are added to it
     * @param isStopped asked between batches: whether to finish early
     */
    Evaluation(DesignModel model, PointStore store, int threads, List<Outcome> known, BooleanSupplier isStopped) {
        this.model = model;
        this.store = store;
        this.threads = threads;
        this.isStopped = isStopped;
        this.outcomes = known;
        this.pool = Executors.newFixedThreadPool(threads);
        for (Level level : Level.values()) {
            finished.put(level, new PointSet());
        }
        known.forEach(outcome -> finished.get(outcome.level()).add(outcome.point()));
    }

    /**
     * Evaluates every point that is not finished yet.
     *
     * @param progress told the number of points finished, after each batch
     * @return whether all were done: false if stopped
     */
    boolean run(PrimitiveIterator.OfLong points, Level level, LongConsumer progress) {
        int batch = TASK.get(level) * threads * TASKS_PER_THREAD;
        long done = 0;
        while (points.hasNext()) {
            if (isStopped.getAsBoolean()) {
                return false;
            }
            List<Long> wanted = new ArrayList<>();
            long seen = 0;
            while (points.hasNext() && wanted.size() < batch && seen < 16L * batch) {
                long point = points.nextLong();
                seen++;
                if (!finished.get(level).contains(point)) {
                    wanted.add(point);
                }
            }
            List<Outcome> made = evaluate(wanted, level);
            store.append(made);
            outcomes.addAll(made);
            wanted.forEach(point -> finished.get(level).add(point));
            done += seen;
            progress.accept(done);
        }
        return true;
    }

    private List<Outcome> evaluate(List<Long> points, Level level) {
        List<Future<List<Outcome>>> tasks = new ArrayList<>();
        int size = TASK.get(level);
        for (int from = 0; from < points.size(); from += size) {
            List<Long> part = points.subList(from, Math.min(points.size(), from + size));
            tasks.add(pool.submit(() ->
                    part.stream().map(point -> model.evaluate(point, level)).toList()));
        }
        List<Outcome> made = new ArrayList<>();
        for (Future<List<Outcome>> task : tasks) {
            made.addAll(get(task));
        }
        return made;
    }

    private static List<Outcome> get(Future<List<Outcome>> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for points", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Everything finished so far, earlier runs included. */
    List<Outcome> outcomes() {
        return outcomes;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
