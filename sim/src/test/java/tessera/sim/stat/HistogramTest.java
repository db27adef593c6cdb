package tessera.sim.stat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tessera.sim.kernel.SimulationException;

class HistogramTest {
    private static Histogram histogram(long bucketWidth, int bucketCount) {
        return new StatGroup("g").histogram("latency", Unit.CYCLES, "read latency", bucketWidth, bucketCount);
    }

    @Test
    void countsInBucketsAndExactlyInSums() {
        Histogram histogram = histogram(10, 3);
        for (long value : new long[] {0, 9, 10, 19, 20, 1_000}) {
            histogram.add(value);
        }
        histogram.add(10, 4);
        histogram.add(7, 0);
        // [0,9]: 0 9; [10,19]: 10 19 and four times 10; [20,…]: 20 1000
        assertArrayEquals(new long[] {2, 6, 2}, histogram.buckets());
        assertEquals(10, histogram.count());
        assertEquals(0 + 9 + 10 + 19 + 20 + 1_000 + 40, histogram.sum());
        assertEquals(109.8, histogram.mean(), 1e-12);
        assertEquals(0, histogram.smallest());
        assertEquals(1_000, histogram.largest());
    }

    @Test
    void percentilesOfUnitBucketsAreTheNearestRankOnes() {
        for (long seed = 1; seed <= 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Histogram histogram = histogram(1, 101);
            long[] values = new long[1 + random.nextInt(200)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(101);
                histogram.add(values[i]);
            }
            Arrays.sort(values);
            for (int percent = 1; percent <= 100; percent++) {
                // Nearest rank: the ceil(p/100 x n)-th smallest.
                int rank = (percent * values.length + 99) / 100;
                assertEquals(values[rank - 1], histogram.percentile(percent), "seed " + seed + ", percent " + percent);
            }
        }
    }

    @Test
    void withoutValuesEverythingIsZeroAndTheMeanUnknown() {
        Histogram histogram = histogram(1, 4);
        assertEquals(0, histogram.percentile(50));
        assertEquals(0, histogram.smallest());
        assertEquals(Double.NaN, histogram.mean());
    }

    @Test
    void dumpNamesTheBuckets() {
        StatGroup group = new StatGroup("g");
        Histogram histogram = group.histogram("latency", Unit.CYCLES, "read latency", 10, 3);
        histogram.add(12, 3);
        histogram.add(55);
        assertEquals("""
                g.latency.count 4 # read latency: values (count)
                g.latency.mean 22.75 # read latency: mean (cycles)
                g.latency.min 12 # read latency: smallest (cycles)
                g.latency.p50 19 # read latency: median (cycles)
                g.latency.p95 55 # read latency: 95th percentile (cycles)
                g.latency.max 55 # read latency: largest (cycles)
                g.latency.bucket.10_19 3 # read latency: values in this range (count)
                g.latency.bucket.20_up 1 # read latency: values in this range (count)
                """, group.text());
    }

    @Test
    void rejectsNegativeValues() {
        assertEquals(
                "histogram 'latency': value -1, 1 times; both must be at least 0",
                assertThrows(SimulationException.class, () -> histogram(1, 1).add(-1))
                        .getMessage());
    }
}
