package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void smallLatenciesAreExact() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long latency : new long[] {5, 1, 9, 3, 7}) {
            histogram.add(latency);
        }
        DramResult.Latency latency = histogram.latency(50);
        assertEquals(5, latency.average());
        assertEquals(5, latency.p50()); // index 2.5
        assertEquals(9, latency.p95()); // index 4.75
        assertEquals(9, latency.largest());
        assertEquals(10, latency.averageFromArrival());
    }

    @Test
    void emptyIsZero() {
        assertEquals(new DramResult.Latency(0, 0, 0, 0, 0, 0, 0), new LatencyHistogram().latency(0));
    }

    @Test
    void largeLatenciesAreWithinAThousandth() {
        Random random = new Random(3);
        long[] values = new long[4000];
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble() * 30);
            histogram.add(values[i]);
        }
        Arrays.sort(values);
        long exact = values[(int) (0.95 * values.length)];
        long found = histogram.latency(0).p95();
        assertTrue(found <= exact && found >= exact - exact / 1024 - 1, found + " for " + exact + ", seed 3");
    }
}
