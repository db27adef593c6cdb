package tessera.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of docs/kernel.md: it runs, it gives what the page says, and the page shows the class that runs. */
class ThreePartMachineTest {
    @Test
    void givesTheStatisticsShownOnThePage() throws IOException {
        String observed = DriverAgreement.check("three-part machine", 4, (driver, order) -> {
            ThreePartMachine machine = new ThreePartMachine(100, 3, order);
            return machine.simulation.run(driver, 1_000) + "\n" + machine.stats.text();
        });
        // The first word is visible at 5. From then on a word is taken every 3 cycles, the last at 5 + 99 x 3 = 302 and
        // pushed at 305; it is popped at 306, so the run takes 307 cycles. Sum: 100 x 101 x 201 / 6 = 338,350.
        assertEquals("""
                307
                toy.square.cycles.wait_input 7 # cycles of the squarer: wait input (cycles)
                toy.square.cycles.busy 300 # cycles of the squarer: busy (cycles)
                toy.square.cycles.wait_output 0 # cycles of the squarer: wait output (cycles)
                toy.square.cycles.total 307 # cycles of the squarer: all (cycles)
                toy.square.utilization 0.9771986970684039 # share of busy cycles (ratio)
                toy.sum.total 338350 # sum of the squares (count)
                """, observed);
        String statistics = observed.substring(observed.indexOf('\n') + 1);
        assertTrue(page().contains(statistics), "docs/kernel.md does not show these statistics:\n" + statistics);
    }

    @Test
    void pageShowsTheClassThatRuns() throws IOException {
        String source = Files.readString(Path.of("src/test/java/tessera/sim/kernel/ThreePartMachine.java"));
        String shown = source.substring(source.indexOf("final class ThreePartMachine"));
        assertTrue(
                page().contains("```java\n" + shown + "```"),
                "docs/kernel.md does not show ThreePartMachine.java from 'final class' on, as it is");
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/kernel.md"));
    }
}
