package tessera.sim.dram;

/**
 * Where the clocks of a channel go: each clock has one cause. It is judged by the oldest transaction that no row has been
 * opened for, without such a one by the oldest that has not had its read or write. A clock in which the data wires of its
 * pseudo-channel are taken is useful whatever it waits for.
 */
public enum DramWait {
    /** Nothing is inside. */
    IDLE,
    /** The data wires are taken by a burst (counted from its command), or turn between reads and writes. */
    DATA_BUS,
    /** The row must be closed or opened: tRAS, tRTP, tWR, tRP, tRCD, tRC. */
    ROW_MISS,
    /** Its bank group has had a command just now: tCCD_L, tRRD_L, tWTR_L. */
    BANK_GROUP,
    /** Too many rows have been opened of late: tFAW and tRRD_S. */
    FAW,
    /** A refresh is due or under way. */
    REFRESH,
    /** Its next command may go, but the controller has sent another or is about to move it. */
    CONTROLLER,
    /** Every read and write has been sent, data are on their way. */
    LATENCY;

    /** How many there are. */
    public static final int COUNT = values().length;

    private static final DramWait[] VALUES = values();

    /** The cause with this ordinal. */
    public static DramWait of(int ordinal) {
        return VALUES[ordinal];
    }
}
