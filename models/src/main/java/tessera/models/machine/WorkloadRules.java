package tessera.models.machine;

/** How the rows of a workload file become work: the released RTL's test driver changes what it is given. */
public enum WorkloadRules {
    /** Counts and widths as the file says; unquantised vectors at the multiplier width. */
    AS_WRITTEN,
    /**
     * As the driver of the released RTL does it: counts rounded up to multiples of 8; key widths −1, 10 and 12 become 8
     * with a forced 4-bit refetch; value widths −1, 10 and 12 become 8; only 4, 6 and 8 exist in hardware; 6-bit rows come
     * in pairs. <b>Source:</b> released RTL's Scala driver, as measured on its bus.
     */
    RELEASED_DRIVER
}
