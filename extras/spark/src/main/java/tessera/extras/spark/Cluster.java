package tessera.extras.spark;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import tessera.traces.check.ToolException;

/** A Spark application: who there is to compute points. */
final class Cluster implements AutoCloseable {
    /** So long may executors take to start; ten seconds are usual, a minute was seen on a loaded machine. */
    private static final long START_S = 180;
    /** After so long without another one, those that are there are all. */
    private static final long SETTLED_MS = 1500;

    private final JavaSparkContext context;
    private final String master;
    private final ScratchFolder scratch;

    /** Context and scratch folder belong to this object from now on. */
    Cluster(JavaSparkContext context, String master, ScratchFolder scratch) {
        this.context = context;
        this.master = master;
        this.scratch = scratch;
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
        awaitExecutors(1);
    }

    /** Waits until so many executors are there, and their number stands still. */
    void awaitExecutors(int least) {
        long start = System.nanoTime();
        long changed = start;
        int known = 0;
        while (known < least || System.nanoTime() - changed < TimeUnit.MILLISECONDS.toNanos(SETTLED_MS)) {
            if (context.isLocal()) {
                return;
            }
            if (context.sc().isStopped()) {
                throw new ToolException(master + ": the master did not take the application; it may be of another Spark"
                        + " version than ours (" + context.version()
                        + "): set SPARK_HOME to the cluster's; -Dtessera.spark.log=warn"
                        + " in JAVA_TOOL_OPTIONS shows what Spark says");
            }
            if (known < least && System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_S)) {
                throw new ToolException(master + ": " + known + " of " + least + " executors came within " + START_S
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

    /**
     * All executors as one, once each of them has built the model. Closing it ends the application.
     *
     * @param notes told who there is and, from now on, of every executor that is lost
     */
    SparkExecutor executor(ModelRecipe recipe, Consumer<String> notes) {
        Preflight.check(context, this, recipe);
        int count = executorCount();
        notes.accept(
                count + (count == 1 ? " executor of " : " executors of ") + master + ", " + slots() + " tasks at once");
        watch(notes);
        return new SparkExecutor(context, this, recipe);
    }

    /** Processor time of all tasks from now on, added up as they end. */
    LongAdder taskCpuNs() {
        LongAdder sum = new LongAdder();
        context.sc().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd ended) {
                if (ended.taskMetrics() != null) {
                    sum.add(ended.taskMetrics().executorCpuTime());
                }
            }
        });
        return sum;
    }

    private void watch(Consumer<String> notes) {
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

    @Override
    public void close() {
        context.close();
        scratch.close();
    }
}
