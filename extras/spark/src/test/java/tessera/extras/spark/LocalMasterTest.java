package tessera.extras.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.LocalExecutor;
import tessera.cli.explore.PointExecutor;
import tessera.cli.explore.store.Level;
import tessera.traces.check.InputException;
import tessera.traces.check.ToolException;

/** Spark inside this process: everything but the network and lost processes, in some seconds. */
class LocalMasterTest {
    private static final HashRecipe RECIPE = new HashRecipe("", 0);
    private static final List<String> NOTES = new ArrayList<>();
    private static Cluster application;
    private static PointExecutor spark;

    @BeforeAll
    static void connect() {
        application = Connection.open("local[2]", Map.of());
        spark = application.executor(RECIPE, NOTES::add);
    }

    @AfterAll
    static void disconnect() {
        spark.close();
    }

    private static List<Long> points(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void outcomesAreThoseOfThreadsBitByBitAndInOrder() {
        try (PointExecutor threads = new LocalExecutor(RECIPE.build(), 2)) {
            for (Level level : Level.values()) {
                // Neither a multiple of the tasks' size nor of their number.
                List<Long> points = points(1L << 40, (1L << 40) + 10_007);
                Bits.assertSame(threads.evaluate(points, level), spark.evaluate(points, level));
            }
        }
    }

    @Test
    void evaluatesFewerPointsThanSlotsAndNone() {
        assertEquals(1, spark.evaluate(List.of(5L), Level.CYCLE).size());
        assertEquals(List.of(), spark.evaluate(List.of(), Level.CYCLE));
    }

    @Test
    void batchesGrowWithTheSlots() {
        // local[2]: two slots of 65,536 closed-form points, of 4 simulated ones.
        assertEquals(131_072, spark.batch(Level.BOUND));
        assertEquals(8, spark.batch(Level.CYCLE));
        assertEquals(2, spark.batch(Level.RTL));
        assertEquals(List.of("1 executor of local[2], 2 tasks at once"), NOTES);
    }

    @Test
    void bugOfTheModelComesBackOnceWithItsPlace() {
        IllegalStateException bug =
                assertThrows(IllegalStateException.class, () -> spark.evaluate(List.of(1L, -7L, 2L), Level.BOUND));
        assertTrue(
                bug.getMessage().startsWith("executor on 127.0.0.1: java.lang.IllegalStateException: no point -7"),
                bug::getMessage);
        assertTrue(bug.getMessage().contains("HashRecipe"), bug::getMessage);
    }

    @Test
    void refusesWhatIsNoMaster() {
        for (String master :
                List.of("", "spark://host", "host:7077", "spark://host:99999", "local[", "http://host:7077")) {
            InputException refused =
                    assertThrows(InputException.class, () -> Connection.open(master, RECIPE, NOTES::add), master);
            assertTrue(refused.getMessage().startsWith("--spark " + master + ": expected "), refused::getMessage);
        }
    }

    @Test
    void saysAtOnceThatNoMasterAnswers() {
        ToolException nobody =
                assertThrows(ToolException.class, () -> Connection.open("spark://127.0.0.1:1", RECIPE, NOTES::add));
        assertTrue(
                nobody.getMessage().contains("no Spark master answers there (Connection refused)"), nobody::getMessage);
    }

    @Test
    void fileThatDiffersOnAnExecutorIsRefused() {
        ModelRecipe recipe = new OtherFileRecipe(Thread.currentThread().getName());
        InputException refused = assertThrows(InputException.class, () -> application.executor(recipe, note -> {}));
        assertEquals(
                "executor on 127.0.0.1: workload a.npz differs from the driver's (SHA-256 digest-2 there, digest-1 here);"
                        + " copy the driver's there, then start again",
                refused.getMessage());
    }

    /** Its file has one digest on the driver's thread and another on an executor's, as if they were two machines. */
    private record OtherFileRecipe(String driver) implements ModelRecipe {
        @Override
        public DesignModel build() {
            return RECIPE.build();
        }

        @Override
        public Map<String, String> digests() {
            boolean isDriver = Thread.currentThread().getName().equals(driver);
            return Map.of("workload a.npz", isDriver ? "digest-1" : "digest-2");
        }
    }
}
