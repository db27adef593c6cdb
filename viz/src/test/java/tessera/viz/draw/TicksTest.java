package tessera.viz.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void linearTicksAreRoundAndIncludeBothEnds() {
        assertEquals(List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0), Ticks.linear(0, 100, 5, false));
        assertEquals(List.of(-2.0, 0.0, 2.0, 4.0), Ticks.linear(-2.5, 5.5, 4, false));
    }

    @Test
    void wholeTicksNeverStandBetweenLayers() {
        assertEquals(List.of(0.0, 1.0, 2.0, 3.0), Ticks.linear(-0.5, 3.5, 12, true));
    }

    @Test
    void logTicksAreOneTwoFiveWhereThereIsRoom() {
        assertEquals(List.of(10.0, 20.0, 50.0, 100.0), Ticks.log(10, 100, 6));
        assertEquals(List.of(1.0, 100.0, 10_000.0), Ticks.log(1, 1e5, 3));
    }

    @Test
    void thereAreNeverManyMoreThanWantedAndAllAreInside() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            double min = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(9));
            double max = min + Math.pow(10, random.nextInt(9) - 2) * (0.1 + random.nextDouble());
            int wanted = 2 + random.nextInt(8);
            List<Double> ticks = Ticks.linear(min, max, wanted, false);
            String message = "seed " + seed + ": " + min + " to " + max + ", wanted " + wanted + ": " + ticks;
            assertTrue(ticks.size() <= wanted + 1, message);
            double slack = (max - min) * 1e-6;
            assertTrue(ticks.stream().allMatch(tick -> tick >= min - slack && tick <= max + slack), message);
        }
    }
}
