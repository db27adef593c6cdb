package tessera.sim.dram;

/** Counts of latencies: exact below 65536 clocks, in steps of 1/1024 of the value above. */
final class LatencyHistogram {
    private static final int EXACT = 1 << 16;
    private static final int STEPS_PER_OCTAVE = 1 << 10;

    private final long[] exact = new long[EXACT];
    private final long[] coarse = new long[48 * STEPS_PER_OCTAVE];
    private long count;
    private long sum;
    private long largest;

    void add(long latency) {
        count++;
        sum += latency;
        largest = Math.max(largest, latency);
        if (latency < EXACT) {
            exact[(int) latency]++;
        } else {
            coarse[coarseIndex(latency)]++;
        }
    }

    private static int coarseIndex(long latency) {
        int octave = 63 - Long.numberOfLeadingZeros(latency);
        return (octave - 16) * STEPS_PER_OCTAVE + (int) (latency >>> octave - 10 & STEPS_PER_OCTAVE - 1);
    }

    /** Everything a result says about them. */
    DramResult.Latency latency(long sumFromArrival) {
        return new DramResult.Latency(
                count,
                average(sum),
                percentile(0.5),
                percentile(0.95),
                percentile(0.99),
                largest,
                average(sumFromArrival));
    }

    private double average(long total) {
        return count == 0 ? 0 : (double) total / count;
    }

    /** The latency at index floor(share · count) of all in order (above 65535: the lower end of its step). */
    long percentile(double share) {
        if (count == 0) {
            return 0;
        }
        long wanted = Math.min(count, (long) (share * count) + 1);
        long seen = 0;
        for (int i = 0; i < EXACT; i++) {
            seen += exact[i];
            if (seen >= wanted) {
                return i;
            }
        }
        for (int i = 0; i < coarse.length; i++) {
            seen += coarse[i];
            if (seen >= wanted) {
                int octave = i / STEPS_PER_OCTAVE + 16;
                return (long) (STEPS_PER_OCTAVE + i % STEPS_PER_OCTAVE) << octave - 10;
            }
        }
        return largest;
    }
}
