package tessera.models.golden;

import tessera.models.block.SoftmaxUnitParams;

/**
 * Softmax in integers only, as the hardware block computes it: 2^−t of the scaled distance t to the largest score, by a
 * table of 64 segments with linear interpolation, with 24 fraction bits; their sum; its reciprocal by long division; a
 * multiplication and a rounding.
 *
 * <p><b>Error bound:</b> against exact arithmetic with the same scale, a probability is off by at most 1 step of 2^−12
 * for rows of up to 1024 scores: ½ step of final rounding (¾ at most where 4095 stands for 4096 is not counted), 1/64 of
 * the reciprocal, and below 0.3 from the powers (2^−16 of t: 1.1·10⁻⁵ relative; interpolation: 1.5·10⁻⁵; cut at 2^−24: 1024
 * terms, 6.1·10⁻⁵ of the sum). {@code FixedPointSoftmaxTest} checks it against double precision.
 */
public final class FixedPointSoftmax {
    /** Fraction bits of t. */
    public static final int T_BITS = 16;

    /** Bits above the fraction of t; a larger t gives 0. */
    public static final int T_WHOLE_BITS = 5;

    /** Fraction bits of a power of two. */
    public static final int POWER_BITS = 24;

    /** log2 of the number of table segments. */
    public static final int TABLE_BITS = 6;

    /** The reciprocal is ⌊2^RECIPROCAL_BITS / sum⌋. */
    public static final int RECIPROCAL_BITS = 42;

    private static final long[] TABLE = table();

    private FixedPointSoftmax() {}

    /**
     * A factor as the hardware takes it: {@code mantissa} · 2^−{@code shift}.
     *
     * @param mantissa 0 to 65535
     * @param shift 0 to 63
     */
    public record Scale(int mantissa, int shift) {
        /** The nearest to scoreScale · log2(e) · 2^16; scoreScale above 0 and below 2^−1 or so. */
        public static Scale of(double scoreScale) {
            double factor = scoreScale / Math.log(2) * (1 << T_BITS);
            int shift = SoftmaxUnitParams.SCALE_BITS - 1 - Math.getExponent(factor);
            long mantissa = Math.round(Math.scalb(factor, shift));
            if (mantissa == 1L << SoftmaxUnitParams.SCALE_BITS) {
                mantissa /= 2;
                shift--;
            }
            if (!(scoreScale > 0) || shift < 0) {
                throw new IllegalArgumentException(
                        "score scale " + scoreScale + "; needs a number above 0, about 0.7 at most");
            }
            int most = (1 << SoftmaxUnitParams.SHIFT_BITS) - 1;
            return shift <= most
                    ? new Scale((int) mantissa, shift)
                    : new Scale((int) (mantissa >> Math.min(shift - most, 31)), most);
        }

        /** The score scale that it stands for. */
        public double scoreScale() {
            return Math.scalb(mantissa * Math.log(2), -shift - T_BITS);
        }
    }

    /** Probabilities of n ≥ 1 scores, in units of 2^−{@link FixedSoftmax#FRACTION_BITS}, at most 4095. */
    public static int[] probabilities(long[] scores, Scale scale) {
        long largest = scores[0];
        for (long score : scores) {
            largest = Math.max(largest, score);
        }
        long[] powers = new long[scores.length];
        long sum = 0;
        for (int i = 0; i < scores.length; i++) {
            powers[i] = power(((largest - scores[i]) * scale.mantissa()) >>> scale.shift());
            sum += powers[i];
        }
        long reciprocal = (1L << RECIPROCAL_BITS) / sum;
        int[] probabilities = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = probability(powers[i], reciprocal);
        }
        return probabilities;
    }

    /** 2^−t · 2^24, t in units of 2^−16; 0 from t = 32 on. */
    public static long power(long t) {
        if (t >>> (T_WHOLE_BITS + T_BITS) != 0) {
            return 0;
        }
        int lowBits = T_BITS - TABLE_BITS;
        int segment = (int) (t >> lowBits) & ((1 << TABLE_BITS) - 1);
        long low = t & ((1 << lowBits) - 1);
        long fraction = TABLE[segment] - (((TABLE[segment] - TABLE[segment + 1]) * low) >> lowBits);
        return fraction >> (t >> T_BITS);
    }

    /** The rounded product of a power and the reciprocal of the sum. */
    public static int probability(long power, long reciprocal) {
        int shift = RECIPROCAL_BITS - FixedSoftmax.FRACTION_BITS;
        long rounded = (power * reciprocal + (1L << (shift - 1))) >> shift;
        return (int) Math.min(rounded, (1 << FixedSoftmax.FRACTION_BITS) - 1);
    }

    /** Power at the start of segment i, 0 to 64: round(2^(24 − i / 64)). */
    public static long tableEntry(int i) {
        return TABLE[i];
    }

    private static long[] table() {
        int segments = 1 << TABLE_BITS;
        long[] entries = new long[segments + 1];
        for (int i = 0; i <= segments; i++) {
            entries[i] = Math.round(StrictMath.pow(2, POWER_BITS - (double) i / segments));
        }
        return entries;
    }
}
