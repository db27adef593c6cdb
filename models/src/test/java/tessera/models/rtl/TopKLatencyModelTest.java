package tessera.models.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.ReferenceData;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenRtlParams;

class TopKLatencyModelTest {
    /** Draws one after the other on one machine. */
    private static final class Model {
        private final TopKLatencyModel model;
        private final SpAttenRtlParams params;
        private int drawn;

        Model(long seed, SpAttenRtlParams params) {
            this.model = new TopKLatencyModel(seed);
            this.params = params;
        }

        int draw(int n, int k) {
            int cycles = model.cycles(drawn, n, k, params);
            assertEquals(cycles, model.cycles(drawn, n, k, params), "the same draw again");
            drawn++;
            return cycles;
        }
    }

    private static Model model(int parallelism, long seed) {
        SpAttenRtlParams params = Machines.load("spatten-rtl", List.of("topk_parallelism=" + parallelism))
                .as(SpAttenRtlParams.class, "spatten-rtl");
        return new Model(seed, params);
    }

    @Test
    void seedOneDrawsWhatTheReleasedBenchInjected() {
        // Measured: the first four rows of small.csv (993 of 993) and of the pruned trace (92 of 307), parallelism 16.
        assertDraws(model(16, 1), 993, 993, 97, 151, 243, 191);
        assertDraws(model(16, 1), 307, 92, 68, 108, 58, 98);
    }

    private static void assertDraws(Model model, int n, int k, int... cycles) {
        for (int expected : cycles) {
            assertEquals(expected, model.draw(n, k));
        }
    }

    @Test
    void oneScoreTakesOneRound() {
        assertEquals(1 + 3, model(16, 7).draw(1, 0));
        assertEquals(1 + 3, model(16, 7).draw(1, 1)); // nothing is the second of one: the search ends with nobody left
    }

    @Test
    void manyLanesLeaveTheRoundOverhead() {
        // With 4096 lanes every round costs 1 + 3 cycles.
        for (int i = 0; i < 20; i++) {
            assertEquals(0, model(4096, i).draw(200, 50) % 4);
        }
    }

    @Test
    void meansAndSpreadsAgreeWithTheReferenceTable() throws IOException {
        List<String> lines = Files.readAllLines(ReferenceData.file("spatten_topk_latency_model.csv"));
        assertEquals("n,k,parallelism,mean_cycles,stddev_cycles,min_cycles,max_cycles,trials", lines.get(0));
        assertTrue(lines.size() > 10);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            int n = Integer.parseInt(cells[0]);
            int k = Integer.parseInt(cells[1]);
            double mean = Double.parseDouble(cells[3]);
            double deviation = Double.parseDouble(cells[4]);
            int trials = 400;
            Model model = model(Integer.parseInt(cells[2]), 11);
            double sum = 0;
            for (int i = 0; i < trials; i++) {
                sum += model.draw(n, k);
            }
            // Two independent means: five times the standard error of their difference.
            double error = deviation * Math.sqrt(1.0 / trials + 1.0 / Integer.parseInt(cells[7]));
            assertEquals(mean, sum / trials, 5 * error, line);
        }
    }
}
