package tessera.models.golden;

<<<<<<< HEAD
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
    public static long[] compact(long[] values, long mask) {
        if (values.length > Long.SIZE || values.length < Long.SIZE && mask >>> values.length != 0) {
            throw new IllegalArgumentException(
                    "mask " + Long.toHexString(mask) + " has bits beyond the " + values.length + " lanes (64 at most)");
        }
        long[] kept = new long[Long.bitCount(mask)];
        int count = 0;
        for (int lane = 0; lane < values.length; lane++) {
            if ((mask >>> lane & 1) == 1) {
                kept[count++] = values[lane];
            }
        }
        return kept;
=======
/** What a zero eliminator computes, without cycles: stable compaction of the kept lanes. */
public final class ZeroElimination {
    private ZeroElimination() {}

    /**
     * The words of the kept lanes, in lane order.
     *
     * @param lanes one word a lane, at most 64 lanes
     * @param keepMask bit i set: lane i is kept
     * @return as many words as lanes are kept
     */
    public static long[] packed(long[] lanes, long keepMask) {
        if (lanes.length > Long.SIZE || (lanes.length < Long.SIZE && keepMask >>> lanes.length != 0)) {
            throw new IllegalArgumentException(
                    "mask " + Long.toHexString(keepMask) + " has bits beyond " + lanes.length + " lanes (64 at most)");
        }
        long[] packed = new long[Long.bitCount(keepMask)];
        int next = 0;
        for (int lane = 0; lane < lanes.length; lane++) {
            if ((keepMask >>> lane & 1) != 0) {
                packed[next++] = lanes[lane];
            }
        }
        return packed;
>>>>>>> main
    }
}
