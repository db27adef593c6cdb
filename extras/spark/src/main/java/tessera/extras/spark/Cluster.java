package tessera.extras.spark;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import tessera.traces.check.ToolException;

/** Who there is to compute points. */
final class Cluster {
    /** So long may the first executor take to start; loaded machines took half of it. */
    private static final long FIRST_EXECUTOR_S = 90;
    /** After so long without another one, those that are there are all. */
    private static final long SETTLED_MS = 1500;

    private final JavaSparkContext context;
    private final String master;

    Cluster(JavaSparkContext context, String master) {
        this.context = context;
        this.master = master;
    }

    /** Points that can be computed at once. */
    int slots() {
        return Math.max(1, context.defaultParallelism());
    }

    /** Executors at this moment; the driver itself where it runs tasks. */
    int executorCount() {
        int all = context.statusTracker().getExecutorInfos().length;
        return context.isLocal() ? all : all - 1;
    }

    /** Waits until executors are there and their number stands still. */
    void awaitExecutors() {
        long start = System.nanoTime();
        long changed = start;
        int known = 0;
        while (known == 0 || System.nanoTime() - changed < TimeUnit.MILLISECONDS.toNanos(SETTLED_MS)) {
            if (context.isLocal()) {
                return;
            }
            if (context.sc().isStopped()) {
                throw new ToolException(master + ": the master did not take the application; it may be of another Spark"
                        + " version than ours (" + context.version() + "): set SPARK_HOME to the cluster's; -Dtessera.spark.log=warn"
                        + " in JAVA_TOOL_OPTIONS shows what Spark says");
            }
            if (known == 0 && System.nanoTime() - start > TimeUnit.SECONDS.toNanos(FIRST_EXECUTOR_S)) {
                throw new ToolException(master + ": no executor came within " + FIRST_EXECUTOR_S
                        + " s; are workers registered, with free cores and memory (spark.executor.memory)?"
                        + " -Dtessera.spark.log=info in JAVA_TOOL_OPTIONS shows what Spark says");
            }
            int count = executorCount();
            if (count != known) {
                known = count;
                changed = System.nanoTime();
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException("interrupted while waiting for executors", e);
        }
    }

    /** Tells {@code notes} of every executor that is lost. */
    void watch(Consumer<String> notes) {
        context.sc().addSparkListener(new SparkListener() {
            @Override
            public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
                if (!context.sc().isStopped()) {
                    notes.accept("executor " + removed.executorId() + " is lost ("
                            + String.valueOf(removed.reason()).strip().replaceAll("\\s+", " ")
                            + "); its points in flight are computed again by others");
                }
            }
        });
    }
}
