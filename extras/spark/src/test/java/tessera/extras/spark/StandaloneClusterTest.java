package tessera.extras.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tessera.cli.explore.PointExecutor;
import tessera.cli.explore.LocalExecutor;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.traces.check.InputException;

/** A master and two workers as processes of this machine, an executor each, as a cluster has them. */
@Tag("slow")
class StandaloneClusterTest {
    private static StandaloneCluster cluster;
    private static Map<String, String> settings;

    @BeforeAll
    static void start() {
        cluster = StandaloneCluster.start(2);
        settings = Map.of(
                "spark.executor.memory",
                "512m",
                "spark.executor.cores",
                "1",
                "spark.executor.extraClassPath",
                System.getProperty("java.class.path"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void lostExecutorCostsOnlyItsPoints() throws Exception {
        HashRecipe slow = new HashRecipe("", 20);
        List<String> notes = new CopyOnWriteArrayList<>();
        List<Long> points = LongStream.range(0, 1000).boxed().toList();
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (PointExecutor spark = Connection.open(cluster.master(), slow, notes::add, settings)) {
            assertEquals(2, cluster.executors().size());
            // 1000 points of 20 ms on two executors: ten seconds, in eight tasks of 2.5 s.
            Future<List<Outcome>> outcomes = background.submit(() -> spark.evaluate(points, Level.CYCLE));
            Thread.sleep(4000);
            cluster.executors().get(0).destroyForcibly();
            List<Outcome> made = outcomes.get();
            try (PointExecutor threads = new LocalExecutor(new HashRecipe("", 0).build(), 2)) {
                Bits.assertSame(threads.evaluate(points, Level.CYCLE), made);
            }
            assertTrue(notes.stream().anyMatch(note -> note.matches("executor \\d+ is lost .*")), notes::toString);
        } finally {
            background.shutdownNow();
        }
    }

    @Test
    void fileMissingOnExecutorsIsRefusedBeforeTheFirstPoint() throws Exception {
        // Executors run in folders of their own, where a relative name leads to nothing.
        Path trace = Files.writeString(Path.of("target/only-here.txt"), "x");
        try {
            InputException refused = assertThrows(
                    InputException.class,
                    () -> Connection.open(cluster.master(), new HashRecipe(trace.toString(), 0), note -> {}, settings));
            assertTrue(
                    refused.getMessage()
                            .startsWith("executor on 127.0.0.1: target/only-here.txt: expected a trace, found nothing there;"
                                    + " every executor needs the same files"),
                    refused::getMessage);
        } finally {
            Files.delete(trace);
        }
    }
}
