package tessera.models.golden;

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
    }
}
