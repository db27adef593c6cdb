package tessera.models.golden;

/**
 * Softmax of integer scores: scale, exponentiate, accumulate, divide, and round to fixed-point probabilities.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, section IV-D (scale with 1/√D inside, 5th-order Taylor exponential, floating
 * accumulate and divide, requantise); 12 fraction bits because the multipliers after it take 12 bits. Double precision and
 * the range reduction of the exponential are our assumption.
 */
public final class FixedSoftmax {
    /** A probability p is the integer ⌊p · 2^12 + ½⌋, at most 4095. */
    public static final int FRACTION_BITS = 12;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN_2 = 0.6931471805599453;

    private FixedSoftmax() {}

    /** Probabilities of n ≥ 1 scores, {@code scoreScale} > 0 turning a score into the argument of the exponential. */
    public static int[] probabilities(long[] scores, double scoreScale) {
        long largest = scores[0];
        for (long score : scores) {
            largest = Math.max(largest, score);
        }
        double[] exponentials = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            exponentials[i] = exp((scores[i] - largest) * scoreScale);
            sum += exponentials[i];
        }
        int[] probabilities = new int[scores.length];
        int one = 1 << FRACTION_BITS;
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = Math.min(one - 1, (int) (exponentials[i] / sum * one + 0.5));
        }
        return probabilities;
    }

    /**
     * e^x for x ≤ 0: x = n ln 2 + r with |r| ≤ ½ ln 2, then 2^n (1 + r + r²/2 + … + r⁵/120). Relative error below 3.5·10⁻⁶
     * (r⁶/720 over e^r, at r = −½ ln 2); 0 below x = −700.
     */
    static double exp(double x) {
        if (x < -700) {
            return 0;
        }
        double n = Math.floor(x * LOG2_E + 0.5);
        double r = x - n * LN_2;
        double taylor = 1 + r * (1 + r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120)))));
        return Double.longBitsToDouble((long) (n + 1023) << 52) * taylor;
    }
}
