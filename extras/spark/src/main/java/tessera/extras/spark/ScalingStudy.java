package tessera.extras.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import tessera.cli.explore.DesignModels;
import tessera.cli.explore.LocalExecutor;
import tessera.cli.explore.PointExecutor;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.viz.table.Column;
import tessera.viz.table.Table;
import tessera.viz.table.TableText;

/**
 * How far Spark scales on this machine, and where the driver would end: points per second of one thread and of 1, 2 and 4
 * executors with a core each, then what the driver alone can take in and store.
 */
public final class ScalingStudy {
    private static final List<Integer> EXECUTORS = List.of(1, 2, 4);
    private static final int BOUND_POINTS = 400_000;
    private static final int CYCLE_POINTS = 32;
    /** A batch ahead of the measured ones: for the compiler, and for what a model caches. */
    private static final int WARM_UP_BATCHES = 2;

    private final Space space;
    private final String file;

    private ScalingStudy(Path file) {
        this.space = SpaceReader.read(file, DesignModels.FIGURES);
        this.file = file.toString();
    }

    /** @param arguments the space's file */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: extras/spark/scaling SPACE.yaml");
            System.exit(2);
        }
        new ScalingStudy(Path.of(arguments[0])).run(System.out);
    }

    private void run(PrintStream out) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        double[] oneThread;
        try (PointExecutor thread = new LocalExecutor(DesignModels.of(space), 1)) {
            oneThread = rates(thread);
        }
        rows.add(row("1 thread, no Spark", oneThread, oneThread));
        double[] oneExecutor = null;
        for (int executors : EXECUTORS) {
            double[] rates = executors(executors);
            oneExecutor = oneExecutor == null ? rates : oneExecutor;
            rows.add(row(executors + (executors == 1 ? " executor" : " executors"), rates, oneThread));
        }
        out.printf(
                Locale.ROOT,
                "%s on %d processors; executors have one core each%n%n",
                file,
                Runtime.getRuntime().availableProcessors());
        out.print(TableText.aligned(new Table("scaling", "", COLUMNS, rows)));
        out.print(new DriverLimit(space, DesignModels.FIGURES).text(oneExecutor[0], oneExecutor[1]));
    }

    private static final List<Column> COLUMNS = List.of(
            Column.of("who", "who"),
            Column.of("closed_form_points_per_s", "closed form", "points/s"),
            Column.of("closed_form_ratio", "ratio"),
            Column.of("cycle_points_per_s", "cycle model", "points/s"),
            Column.of("cycle_ratio", "ratio"));

    private static List<Object> row(String who, double[] rates, double[] base) {
        return List.of(who, (double) Math.round(rates[0]), rates[0] / base[0], rates[1], rates[1] / base[1]);
    }

    private double[] executors(int count) {
        try (StandaloneCluster machines = StandaloneCluster.start(count);
                Cluster application = Connection.open(
                        machines.master(), Map.of("spark.executor.memory", "512m", "spark.executor.cores", "1"))) {
            application.awaitExecutors(count);
            return rates(application.executor(SpaceRecipe.of(file, space), note -> {}));
        }
    }

    /** Points per second of the closed form and of the cycle model, store and all else left out. */
    private double[] rates(PointExecutor executor) {
        return new double[] {
            rate(executor, Level.BOUND, BOUND_POINTS), rate(executor, Level.CYCLE, CYCLE_POINTS)
        };
    }

    private double rate(PointExecutor executor, Level level, int count) {
        PrimitiveIterator.OfLong points = space.sampler().points(space.grid(), space.points(), 1);
        for (int i = 0; i < WARM_UP_BATCHES; i++) {
            executor.evaluate(next(points, executor.batch(level)), level);
        }
        long start = System.nanoTime();
        int done = 0;
        while (done < count) {
            List<Outcome> outcomes = executor.evaluate(next(points, executor.batch(level)), level);
            done += outcomes.size();
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }

    private List<Long> next(PrimitiveIterator.OfLong points, int count) {
        List<Long> next = new ArrayList<>(count);
        while (next.size() < count) {
            next.add(points.hasNext() ? points.nextLong() : next.size() % space.grid().size());
        }
        return next;
    }
}
