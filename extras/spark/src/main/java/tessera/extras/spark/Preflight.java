package tessera.extras.spark;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import tessera.traces.check.InputException;

/** Asks every executor, before the first point, to build the model and to say which files it built it from. */
final class Preflight {
    /** Tasks this long are spread over all free slots: nobody is done before the last one has got its own. */
    private static final long TASK_MS = 100;

    private static final int TRIES = 20;

    /** What one executor has. */
    private record Report(String executor, String host, Trouble trouble, Map<String, String> digests)
            implements Serializable {}

    private Preflight() {}

    /** Throws unless all executors, the driver knows how many, can build the model, from the files that the driver has. */
    static void check(JavaSparkContext context, Cluster cluster, ModelRecipe recipe) {
        Map<String, String> ours = recipe.digests();
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < TRIES && asked.size() < cluster.executorCount(); i++) {
            int tasks = 2 * cluster.slots();
            List<Report> reports = context.parallelize(Collections.nCopies(tasks, recipe), tasks)
                    .map((Function<ModelRecipe, Report>) Preflight::report)
                    .collect();
            for (Report report : reports) {
                if (asked.add(report.executor())) {
                    compare(ours, report);
                }
            }
        }
    }

    private static Report report(ModelRecipe recipe) throws InterruptedException {
        String executor = SparkEnv.get().executorId();
        long start = System.nanoTime();
        Report report;
        try {
            HeldModel.of(recipe);
            report = new Report(executor, here(), null, recipe.digests());
        } catch (RuntimeException e) {
            report = new Report(executor, here(), Trouble.of(e), Map.of());
        }
        Thread.sleep(Math.max(0, TASK_MS - (System.nanoTime() - start) / 1_000_000));
        return report;
    }

    private static void compare(Map<String, String> ours, Report report) {
        if (report.trouble() != null) {
            throw report.trouble().on(report.host());
        }
        ours.forEach((what, digest) -> {
            String theirs = report.digests().get(what);
            if (!digest.equals(theirs)) {
                throw new InputException(
                        "executor on " + report.host() + ": " + what + " differs from the driver's (SHA-256 "
                                + start(theirs) + " there, " + start(digest)
                                + " here); copy the driver's there, then start again");
            }
        });
    }

    private static String start(String digest) {
        return digest == null ? "none" : digest.substring(0, Math.min(12, digest.length()));
    }

    /** The host that this task runs on, as Spark names it. */
    static String here() {
        return SparkEnv.get().blockManager().blockManagerId().host();
    }
}
