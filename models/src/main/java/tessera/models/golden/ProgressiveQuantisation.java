package tessera.models.golden;

/**
 * Keys stored as two bit-slices: the upper ones are fetched first, the lower ones only when the probabilities come out
 * flat.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, section III-D; slices as in the released RTL: the upper slice alone is used
 * left-aligned, its low bits 0.
 */
public final class ProgressiveQuantisation {
    private ProgressiveQuantisation() {}

    /** The upper slice of a signed value: ⌊value / 2^lsbBits⌋. */
    public static int msb(int value, int lsbBits) {
        return value >> lsbBits;
    }

    /** The lower slice, 0 to 2^lsbBits − 1. */
    public static int lsb(int value, int lsbBits) {
        return value & ((1 << lsbBits) - 1);
    }

    /** The value of its two slices; {@code lsb} = 0 gives what the first pass computes with. */
    public static int join(int msb, int lsb, int lsbBits) {
        return (msb << lsbBits) | lsb;
    }

    /**
     * Whether the low bits are needed: the largest probability of the row is below the threshold.
     *
     * @param probabilities of one row, in units of 2^−{@link FixedSoftmax#FRACTION_BITS}
     * @param threshold 0 to 1; 0 never asks
     */
    public static boolean needsLowBits(int[] probabilities, double threshold) {
        int largest = 0;
        for (int p : probabilities) {
            largest = Math.max(largest, p);
        }
        return largest < threshold * (1 << FixedSoftmax.FRACTION_BITS);
    }

    /**
     * Whether a row of scores is dropped and its low bits asked for, by a unit that can hold only so many of them: no score
     * reaches the threshold, or the row is longer and none of those held does.
     *
     * @param scores of one row, at least one
     * @param held scores that the unit can hold
     */
    public static boolean asksForLowBits(long[] scores, long threshold, int held) {
        int seen = Math.min(scores.length, held);
        for (int i = 0; i < seen; i++) {
            if (scores[i] >= threshold) {
                return false;
            }
        }
        return true;
    }
}
