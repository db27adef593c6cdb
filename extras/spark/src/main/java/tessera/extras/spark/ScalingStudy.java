package tessera.extras.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
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
            oneThread = rates(thread, ScalingStudy::pointThreadsCpuNs);
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
                "%s on %d processors; executors have one core each; ratios to one thread without Spark%n%n",
                file,
                Runtime.getRuntime().availableProcessors());
        out.print(TableText.aligned(new Table("scaling", "", COLUMNS, rows)));
        out.print(new DriverLimit(space, DesignModels.FIGURES).text(oneExecutor[1], oneExecutor[3]));
    }

    private static final List<Column> COLUMNS = List.of(
            Column.of("who", "who"),
            Column.of("closed_form_points_per_s", "closed form", "points/s"),
            Column.of("closed_form_ratio", "ratio"),
            Column.of("closed_form_points_per_cpu_s", "of its CPU", "points/s"),
            Column.of("cycle_points_per_s", "cycle model", "points/s"),
            Column.of("cycle_ratio", "ratio"),
            Column.of("cycle_points_per_cpu_s", "of its CPU", "points/s"));

    private static List<Object> row(String who, double[] rates, double[] base) {
        return List.of(
                who,
                (double) Math.round(rates[0]),
                rates[0] / base[0],
                (double) Math.round(rates[1]),
                rates[2],
                rates[2] / base[2],
                rates[3]);
    }

    /** Of the threads that compute points here: what Spark counts there, without compiler and collector. */
    private static long pointThreadsCpuNs() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("tessera-points")) {
                sum += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return sum;
    }

    /** Spark tells its listeners a little after the results are there. */
    private static long settled(LongAdder taskCpuNs) {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return taskCpuNs.sum();
    }

    private double[] executors(int count) {
        try (StandaloneCluster machines = StandaloneCluster.start(count);
                Cluster application = Connection.open(
                        machines.master(), Map.of("spark.executor.memory", "512m", "spark.executor.cores", "1"))) {
            application.awaitExecutors(count);
            LongAdder taskCpuNs = application.taskCpuNs();
            return rates(application.executor(SpaceRecipe.of(file, space), note -> {}), () -> settled(taskCpuNs));
        }
    }

    /**
     * Points per second of the closed form, by the clock and of the processor time of those who compute, then the same of the
     * cycle model; store and all else left out.
     */
    private double[] rates(PointExecutor executor, LongSupplier cpuNs) {
        double[] bound = rate(executor, cpuNs, Level.BOUND, BOUND_POINTS);
        double[] cycle = rate(executor, cpuNs, Level.CYCLE, CYCLE_POINTS);
        return new double[] {bound[0], bound[1], cycle[0], cycle[1]};
    }

    private double[] rate(PointExecutor executor, LongSupplier cpuNs, Level level, int count) {
        PrimitiveIterator.OfLong points = space.sampler().points(space.grid(), space.points(), 1);
        for (int i = 0; i < WARM_UP_BATCHES; i++) {
            executor.evaluate(next(points, executor.batch(level)), level);
        }
        long startCpuNs = cpuNs.getAsLong();
        long startNs = System.nanoTime();
        int done = 0;
        while (done < count) {
            List<Outcome> outcomes = executor.evaluate(next(points, executor.batch(level)), level);
            done += outcomes.size();
        }
        double seconds = (System.nanoTime() - startNs) / 1e9;
        return new double[] {done / seconds, done / ((cpuNs.getAsLong() - startCpuNs) / 1e9)};
    }

    private List<Long> next(PrimitiveIterator.OfLong points, int count) {
        List<Long> next = new ArrayList<>(count);
        while (next.size() < count) {
            next.add(
                    points.hasNext()
                            ? points.nextLong()
                            : next.size() % space.grid().size());
        }
        return next;
    }
}
