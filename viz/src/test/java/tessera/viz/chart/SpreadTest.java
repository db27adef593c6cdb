package tessera.viz.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void labelsThatAreApartStayWhereTheyAre() {
        assertArrayEquals(new double[] {50, 10, 80}, Spread.apart(new double[] {50, 10, 80}, 15, 0, 100));
    }

    @Test
    void labelsKeepTheirDistanceInsideTheRange() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            double[] wanted = random.doubles(1 + random.nextInt(10), 0, 100).toArray();
            double[] placed = Spread.apart(wanted, 10, 0, 100);
            double[] sorted = Arrays.stream(placed).sorted().toArray();
            for (int i = 0; i < sorted.length; i++) {
                assertTrue(sorted[i] >= -1e-9 && sorted[i] <= 100 + 1e-9, "seed " + seed + ": " + sorted[i]);
                assertTrue(
                        i == 0 || sorted[i] - sorted[i - 1] >= 10 - 1e-9,
                        "seed " + seed + ": " + Arrays.toString(sorted));
            }
        }
    }
}
