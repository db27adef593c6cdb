package tessera.extras.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import tessera.cli.explore.PointExecutor;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.traces.check.ToolException;

/** Points on the executors of a Spark application. A task whose executor is lost is run again by another one. */
final class SparkExecutor implements PointExecutor {
    /** Points per slot and batch: some tenths of a second of work, so that starting a job does not show. */
    private static final int BOUND_POINTS_PER_SLOT = 1 << 16;

    private static final int CYCLE_POINTS_PER_SLOT = 4;
    /** Results of a batch are in the driver's memory all at once: 512 Ki points of 15 figures are 64 MiB. */
    private static final int MOST_POINTS = 1 << 19;
    /** So that slots of unlike speed are done at about the same time. */
    private static final int TASKS_PER_SLOT = 4;

    private final JavaSparkContext context;
    private final Cluster cluster;
    private final ModelRecipe recipe;

    /** Closing it closes the cluster. */
    SparkExecutor(JavaSparkContext context, Cluster cluster, ModelRecipe recipe) {
        this.context = context;
        this.cluster = cluster;
        this.recipe = recipe;
    }

    @Override
    public int batch(Level level) {
        return switch (level) {
            case BOUND -> (int) Math.min(MOST_POINTS, (long) BOUND_POINTS_PER_SLOT * cluster.slots());
            case CYCLE -> CYCLE_POINTS_PER_SLOT * cluster.slots();
            case RTL -> cluster.slots();
        };
    }

    @Override
    public List<Outcome> evaluate(List<Long> points, Level level) {
        if (points.isEmpty()) {
            return List.of();
        }
        int size = Math.max(1, points.size() / (TASKS_PER_SLOT * cluster.slots()));
        List<Chunk> chunks = Chunk.of(points, level, size);
        List<ChunkResult> results = collect(chunks);
        List<Outcome> outcomes = new ArrayList<>(points.size());
        for (int i = 0; i < chunks.size(); i++) {
            results.get(i).addTo(outcomes, chunks.get(i));
        }
        return outcomes;
    }

    /** Java does not know that Scala's methods throw checked exceptions; hence the broad catch. */
    private List<ChunkResult> collect(List<Chunk> chunks) {
        try {
            return context.parallelize(chunks, chunks.size())
                    .map(new PointTask(recipe))
                    .collect();
        } catch (Exception e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new ToolException(
                    "Spark gave up on a batch of points (" + reason
                            + "); all points reported so far are stored: go on with --resume",
                    e);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
