package tessera.traces.stat;

import java.util.List;

/** How much of a sum the largest few per cent of its terms hold. */
public final class MassCurve {
    /** Points of a curve: the largest 1 %, 2 %, … of the terms, each number rounded up. */
    public static final List<Integer> PERCENT = List.of(1, 2, 5, 10, 20, 50);

    /** Where in {@link #PERCENT} "the top 10 %" stand. */
    static final int TENTH = PERCENT.indexOf(10);

    private MassCurve() {}

    /** How many of {@code count} are a percentage, rounded up. */
    static int share(int count, int percent) {
        return (int) (((long) count * percent + 99) / 100);
    }

    /**
     * Adds the sums of the largest 1 %, 2 %, … of the first {@code count} numbers to {@code sums}, one for each of
     * {@link #PERCENT}; reorders the numbers. O(count).
     */
    static void addTo(double[] sums, float[] numbers, int count) {
        int rest = count;
        // The largest half stands in front after the first search, the largest fifth after the second, …
        for (int i = PERCENT.size() - 1; i >= 0; i--) {
            int k = share(count, PERCENT.get(i));
            sums[i] += LargestSum.of(numbers, rest, k);
            rest = k;
        }
    }
}
