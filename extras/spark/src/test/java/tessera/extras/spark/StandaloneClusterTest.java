package tessera.extras.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tessera.cli.explore.DesignModels;
import tessera.cli.explore.LocalExecutor;
import tessera.cli.explore.PointExecutor;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.space.SpaceReader;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.traces.check.InputException;

/** A master and two workers as processes of this machine, an executor each, as a cluster has them. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneClusterTest {
    private static final String SPACE = """
            name: two-sizes
            machine: spatten-hpca21
            workloads: [{trace: sample:minilm-declaration-214}]
            parameters:
              - {name: multipliers, set: multiplier_count, powers_of_two: [128, 512]}
              - {name: softmax_lanes, set: softmax.lanes, values: [4, 8]}
            objectives: [latency_cycles, area_mm2]
            """;
    private static StandaloneCluster machines;
    private static Cluster application;

    @BeforeAll
    static void start() {
        machines = StandaloneCluster.start(2);
        application = Connection.open(
                machines.master(),
                Map.of(
                        "spark.executor.memory",
                        "512m",
                        "spark.executor.cores",
                        "1",
                        "spark.executor.extraClassPath",
                        System.getProperty("java.class.path")));
        application.awaitExecutors(2);
    }

    @AfterAll
    static void stop() {
        application.close();
        machines.close();
    }

    private static List<Long> points(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @Test
    @Order(1)
    void spaceHasTheSameOutcomesAsHere() {
        Space space = SpaceReader.of("two-sizes.yaml", SPACE, DesignModels.FIGURES);
        List<String> notes = new CopyOnWriteArrayList<>();
        SparkExecutor spark = application.executor(SpaceRecipe.of("two-sizes.yaml", space), notes::add);
        assertEquals(List.of("2 executors of " + machines.master() + ", 2 tasks at once"), notes);
        try (PointExecutor threads = new LocalExecutor(DesignModels.of(space), 2)) {
            Bits.assertSame(threads.evaluate(points(6), Level.BOUND), spark.evaluate(points(6), Level.BOUND));
            Bits.assertSame(threads.evaluate(points(2), Level.CYCLE), spark.evaluate(points(2), Level.CYCLE));
        }
    }

    @Test
    @Order(3)
    void lostExecutorCostsOnlyItsPoints() throws Exception {
        List<String> notes = new CopyOnWriteArrayList<>();
        SparkExecutor spark = application.executor(new HashRecipe("", 20), notes::add);
        assertEquals(2, machines.executors().size());
        ExecutorService background = Executors.newSingleThreadExecutor();
        try {
            // 400 points of 20 ms on two executors: at least four seconds, in eight tasks of one.
            Future<List<Outcome>> outcomes = background.submit(() -> spark.evaluate(points(400), Level.CYCLE));
            Thread.sleep(1500);
            machines.executors().get(0).destroyForcibly();
            List<Outcome> made = outcomes.get();
            try (PointExecutor threads = new LocalExecutor(new HashRecipe("", 0).build(), 2)) {
                Bits.assertSame(threads.evaluate(points(400), Level.CYCLE), made);
            }
            assertTrue(notes.stream().anyMatch(note -> note.matches("executor \\d+ is lost .*")), notes::toString);
        } finally {
            background.shutdownNow();
        }
    }

    @Test
    @Order(2)
    void fileMissingOnExecutorsIsRefusedBeforeTheFirstPoint() throws Exception {
        // Executors run in folders of their own, where a relative name leads to nothing.
        Path trace = Files.writeString(Path.of("target/only-here.txt"), "x");
        HashRecipe recipe = new HashRecipe(trace.toString(), 0);
        try {
            InputException refused = assertThrows(InputException.class, () -> application.executor(recipe, note -> {}));
            assertTrue(
                    refused.getMessage()
                            .startsWith("executor on 127.0.0.1: target/only-here.txt: expected a trace, found nothing"
                                    + " there; every executor needs the same files"),
                    refused::getMessage);
        } finally {
            Files.delete(trace);
        }
    }
}
