package tessera.extras.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tessera.cli.Tessera;

/** {@code tessera explore --spark} from end to end, with Spark inside this process. */
class ExploreOnSparkTest {
    private static final String SPACE = """
            name: eight
            machine: spatten-hpca21
            workloads: [{trace: sample:minilm-declaration-214}]
            parameters:
              - {name: multipliers, set: multiplier_count, powers_of_two: [128, 256]}
              - {name: softmax_lanes, set: softmax.lanes, values: [4, 8]}
              - {name: keep, set: pattern.token_average_keep, values: [0.6, 0.8]}
            objectives: [latency_cycles, area_mm2]
            sampler: {method: grid}
            funnel: {cycle_points: 1, control_points: 1}
            """;

    @TempDir
    private Path root;

    private String err;

    private int explore(String out, String... more) throws IOException {
        Path space = Files.writeString(root.resolve("eight.yaml"), SPACE);
        List<String> all = new ArrayList<>(
                List.of("explore", space.toString(), "--out", root.resolve(out).toString()));
        all.addAll(List.of(more));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exitCode = Tessera.run(
                new PrintStream(new ByteArrayOutputStream(), true),
                new PrintStream(said, true),
                all.toArray(new String[0]));
        err = said.toString(StandardCharsets.UTF_8);
        return exitCode;
    }

    private void assertSameStudies(String expected, String actual) throws IOException {
        for (String file : List.of("points.csv", "points.jsonl", "summary.json")) {
            assertEquals(text(root.resolve(expected), file), text(root.resolve(actual), file), file);
        }
    }

    /** The commands in a summary name the study's folder, the one thing in which two studies here differ. */
    private static String text(Path study, String file) throws IOException {
        return Files.readString(study.resolve(file)).replace(study.toString(), "STUDY");
    }

    @Test
    void studyIsTheSameAsOnThreadsAndCanBeResumedAcross() throws IOException {
        assertEquals(0, explore("threads", "--threads", "2"), err);
        assertEquals(0, explore("spark", "--spark", "local[2]"), err);
        assertTrue(err.contains("note: 1 executor of local[2], 2 tasks at once"), err);
        assertSameStudies("threads", "spark");
        assertArrayEquals(
                Files.readAllBytes(root.resolve("threads/points.log")),
                Files.readAllBytes(root.resolve("spark/points.log")));
        // The last record is torn, as by a power cut; Spark goes on with what threads began.
        byte[] log = Files.readAllBytes(root.resolve("threads/points.log"));
        Files.createDirectories(root.resolve("resumed"));
        Files.write(root.resolve("resumed/points.log"), java.util.Arrays.copyOf(log, log.length - 5));
        assertEquals(0, explore("resumed", "--resume", "--spark", "local[2]"), err);
        assertTrue(err.contains("going on with 9 stored results"), err);
        assertSameStudies("threads", "resumed");
    }

    @Test
    void refusesThreadsOfThisMachineAndWhatIsNoMaster() throws IOException {
        assertEquals(2, explore("none", "--spark", "local[2]", "--threads", "2"));
        assertTrue(err.contains("use --spark local[2]"), err);
        assertEquals(2, explore("none", "--spark", "7077"));
        assertTrue(err.contains("--spark 7077: expected spark://HOST:PORT, local[N]"), err);
        assertEquals(1, err.lines().count(), err);
    }
}
