package tessera.models.golden;

/** Running sums of a list of numbers. */
public final class PrefixSum {
    private PrefixSum() {}

    /** Entry i is the sum of entries 0 to i. O(n); 64-bit wrap-around is the caller's care. */
    public static long[] inclusive(long[] numbers) {
        long[] sums = numbers.clone();
        for (int i = 1; i < sums.length; i++) {
            sums[i] += sums[i - 1];
        }
        return sums;
    }
}
