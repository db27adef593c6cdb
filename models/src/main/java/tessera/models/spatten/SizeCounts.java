package tessera.models.spatten;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/** How many things there are of each size: what is left of a million rows when only sizes decide their cost. */
final class SizeCounts {
    private final int[] sizes;
    private final long[] counts;

    private SizeCounts(Map<Integer, Long> counted) {
        sizes = counted.keySet().stream().mapToInt(Integer::intValue).toArray();
        counts = counted.values().stream().mapToLong(Long::longValue).toArray();
    }

    /** Collects sizes. */
    static final class Builder {
        private final Map<Integer, Long> counted = new TreeMap<>();

        void add(int size, long count) {
            counted.merge(size, count, Long::sum);
        }

        SizeCounts build() {
            return new SizeCounts(counted);
        }
    }

    /** Σ count · cost(size). */
    long sum(IntToLongFunction cost) {
        long sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            sum += counts[i] * cost.applyAsLong(sizes[i]);
        }
        return sum;
    }
}
