package tessera.sim.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tessera.sim.kernel.SimulationException;

/**
 * How often which values of 0 or more occurred, with exact count, sum, smallest and largest.
 *
 * <p>Bucket i holds the values from i x width to (i + 1) x width − 1; the last bucket also holds everything above. With
 * width 1 and enough buckets, percentiles are exact; else they are the upper end of their bucket.
 */
public final class Histogram extends Stat {
    private final long bucketWidth;
    private final long[] buckets;
    private long count;
    private long sum;
    private long smallest = Long.MAX_VALUE;
    private long largest;

    Histogram(String name, Unit unit, String description, long bucketWidth, int bucketCount) {
        super(name, unit, description);
        if (bucketWidth < 1 || bucketCount < 1) {
            throw new SimulationException("histogram '" + name + "': " + bucketCount + " buckets of width "
                    + bucketWidth + ", both must be at least 1");
        }
        this.bucketWidth = bucketWidth;
        this.buckets = new long[bucketCount];
    }

    /** Counts a value once. */
    public void add(long value) {
        add(value, 1);
    }

    /** Counts a value several times at once; zero times does nothing. */
    public void add(long value, long times) {
        if (value < 0 || times < 0) {
            throw new SimulationException(
                    "histogram '" + name() + "': value " + value + ", " + times + " times; both must be at least 0");
        }
        if (times == 0) {
            return;
        }
        buckets[(int) Math.min(value / bucketWidth, buckets.length - 1L)] += times;
        count += times;
        sum += value * times;
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
    }

    public long count() {
        return count;
    }

    public long sum() {
        return sum;
    }

    /** NaN without values. */
    public double mean() {
        return count == 0 ? Double.NaN : (double) sum / count;
    }

    /** The smallest value, 0 without values. */
    public long smallest() {
        return count == 0 ? 0 : smallest;
    }

    /** The largest value, 0 without values. */
    public long largest() {
        return largest;
    }

    /**
     * The value that at least {@code percent} of all values do not exceed (nearest rank: the smallest v with
     * 100 x #(values ≤ v) ≥ percent x count), rounded up to the end of its bucket; 0 without values.
     *
     * @param percent 1 to 100
     */
    public long percentile(int percent) {
        long below = 0;
        for (int i = 0; i < buckets.length - 1; i++) {
            below += buckets[i];
            if (below > 0 && below * 100 >= percent * count) {
                return Math.min(largest, (i + 1) * bucketWidth - 1);
            }
        }
        return largest;
    }

    /** A copy: bucket → count. */
    public long[] buckets() {
        return Arrays.copyOf(buckets, buckets.length);
    }

    @Override
    List<StatLine> lines(String path) {
        List<StatLine> lines = new ArrayList<>();
        lines.add(new StatLine(path + ".count", count, Unit.COUNT, description() + ": values"));
        lines.add(new StatLine(path + ".mean", mean(), unit(), description() + ": mean"));
        lines.add(new StatLine(path + ".min", smallest(), unit(), description() + ": smallest"));
        lines.add(new StatLine(path + ".p50", percentile(50), unit(), description() + ": median"));
        lines.add(new StatLine(path + ".p95", percentile(95), unit(), description() + ": 95th percentile"));
        lines.add(new StatLine(path + ".max", largest, unit(), description() + ": largest"));
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] > 0) {
                long from = i * bucketWidth;
                String range = i == buckets.length - 1
                        ? from + "_up"
                        : bucketWidth == 1 ? "" + from : from + "_" + (from + bucketWidth - 1);
                lines.add(new StatLine(
                        path + ".bucket." + range, buckets[i], Unit.COUNT, description() + ": values in this range"));
            }
        }
        return lines;
    }
}
