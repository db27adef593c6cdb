package tessera.models.golden;

/**
 * The k-th largest digit by digit, as a radix engine finds it: each pass counts the live scores by their next digit, the
 * most significant first, and keeps those whose digit holds the wanted rank. The same answer as {@link TopK#answer}.
 */
public final class RadixSelect {
    private RadixSelect() {}

    /**
     * Threshold and counts of n ≥ 1 scores.
     *
     * @param scores 0 to 2^scoreBits − 1 each
     * @param k 1 to n − 1; with k = 0 or k ≥ n there is nothing to find and {@link TopK#answer} is returned
     * @param scoreBits 1 to 62
     * @param digitBits 1 to 16; the last digit has what is left
     */
    public static TopK.Answer select(long[] scores, int k, int scoreBits, int digitBits) {
        TopK.checkArguments(scores.length, k);
        if (k == 0 || k >= scores.length) {
            return TopK.answer(scores, k);
        }
        long prefix = 0;
        int greater = 0;
        int wanted = k;
        int equal = 0;
        for (int low = scoreBits; low > 0; ) {
            int width = Math.min(digitBits, low);
            low -= width;
            int[] histogram = new int[1 << width];
            for (long score : scores) {
                if (score >>> low + width == prefix) {
                    histogram[(int) (score >>> low) & (1 << width) - 1]++;
                }
            }
            int digit = histogram.length - 1;
            while (histogram[digit] < wanted) {
                wanted -= histogram[digit];
                greater += histogram[digit--];
            }
            prefix = prefix << width | digit;
            equal = wanted;
        }
        return new TopK.Answer(prefix, greater, equal);
    }
}
