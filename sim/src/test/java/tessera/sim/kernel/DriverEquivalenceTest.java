package tessera.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Skip-ahead = lockstep, whatever the order of components: every statistic, every Fifo, every end. */
class DriverEquivalenceTest {
    private static final int NETWORKS = 1_200;

    @Test
    void randomNetworksDoTheSameUnderBothDriversAndEveryOrder() {
        int finished = 0;
        int deadlocked = 0;
        int severalClocks = 0;
        for (long seed = 1; seed <= NETWORKS; seed++) {
            long networkSeed = seed;
            String observed = DriverAgreement.check(
                    "network of seed " + seed, 2, (driver, order) -> new RandomNetwork(networkSeed).run(driver, order));
            finished += observed.startsWith("elapsed") ? 1 : 0;
            deadlocked += observed.contains("is deadlocked") ? 1 : 0;
            severalClocks += new RandomNetwork(seed).clockCount() > 1 ? 1 : 0;
        }
        assertEquals(NETWORKS, finished + deadlocked, "networks that ended in another way");
        // The comparison is worth something only if all kinds of ends occur.
        assertTrue(finished > NETWORKS / 3, finished + " of " + NETWORKS + " finished");
        assertTrue(deadlocked > NETWORKS / 50, deadlocked + " of " + NETWORKS + " deadlocked");
        assertTrue(severalClocks > NETWORKS / 10, severalClocks + " of " + NETWORKS + " have several clocks");
    }
}
