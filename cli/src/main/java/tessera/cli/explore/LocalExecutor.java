package tessera.cli.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/** Points on the threads of this process. */
public final class LocalExecutor implements PointExecutor {
    /** Points per task and level: a task should take some milliseconds. */
    private static final Map<Level, Integer> TASK =
            new EnumMap<>(Map.of(Level.BOUND, 256, Level.CYCLE, 1, Level.RTL, 1));

    private static final Map<Level, Integer> TASKS_PER_THREAD =
            new EnumMap<>(Map.of(Level.BOUND, 8, Level.CYCLE, 4, Level.RTL, 1));

    private final DesignModel model;
    private final int threads;
    private final ExecutorService pool;

    public LocalExecutor(DesignModel model, int threads) {
        this.model = model;
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "tessera-points");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public int batch(Level level) {
        return TASK.get(level) * threads * TASKS_PER_THREAD.get(level);
    }

    @Override
    public List<Outcome> evaluate(List<Long> points, Level level) {
        List<Future<List<Outcome>>> tasks = new ArrayList<>();
        int size = TASK.get(level);
        for (int from = 0; from < points.size(); from += size) {
            List<Long> part = points.subList(from, Math.min(points.size(), from + size));
            tasks.add(pool.submit(() ->
                    part.stream().map(point -> model.evaluate(point, level)).toList()));
        }
        List<Outcome> made = new ArrayList<>(points.size());
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
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
