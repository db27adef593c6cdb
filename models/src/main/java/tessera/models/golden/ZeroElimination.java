package tessera.models.golden;

import java.util.Arrays;

/**
 * Stable compaction: what a zero eliminator does with one group of lanes. Kept lanes move to the front, in order.
 * <b>Source:</b> SpAtten, arXiv 2012.09852 v3, section IV-B (zero eliminator).
 */
public final class ZeroElimination {
    private ZeroElimination() {}

    /** Indices of the true entries, ascending; empty for none. O(n). */
    public static int[] keptIndices(boolean[] keep) {
        int[] kept = new int[keep.length];
        int count = 0;
        for (int i = 0; i < keep.length; i++) {
            if (keep[i]) {
                kept[count++] = i;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /**
     * The values of the lanes whose mask bit is set, in lane order; as many entries as bits are set.
     *
     * @param values one value a lane, at most 64 lanes
     * @param mask bit i = keep lane i; bits beyond the lanes must be clear
     */
    public static long[] packed(long[] values, long mask) {
        if (values.length > Long.SIZE || (values.length < Long.SIZE && mask >>> values.length != 0)) {
            throw new IllegalArgumentException(
                    "mask " + Long.toHexString(mask) + " has bits beyond " + values.length + " lanes (64 at most)");
        }
        long[] kept = new long[Long.bitCount(mask)];
        int count = 0;
        for (int lane = 0; lane < values.length; lane++) {
            if ((mask >>> lane & 1) == 1) {
                kept[count++] = values[lane];
            }
        }
        return kept;
    }
}
