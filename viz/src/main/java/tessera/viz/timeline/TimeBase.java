package tessera.viz.timeline;

/** How cycles become the microseconds of a trace file. */
public final class TimeBase {
    private static final long FEMTOSECONDS_PER_NANOSECOND = 1_000_000;

    private final long periodFemtoseconds;

    private TimeBase(long periodFemtoseconds) {
        this.periodFemtoseconds = periodFemtoseconds;
    }

    /** One cycle is shown as one microsecond: the viewer's time axis then counts cycles. */
    public static TimeBase cycles() {
        return new TimeBase(1_000 * FEMTOSECONDS_PER_NANOSECOND);
    }

    /**
     * True time, rounded down to whole nanoseconds (viewers know nothing finer); begin and end are rounded alike, so
     * slices that meet still meet.
     *
     * @param periodFemtoseconds of the clock; above 0
     */
    public static TimeBase ofPeriod(long periodFemtoseconds) {
        if (periodFemtoseconds <= 0) {
            throw new IllegalArgumentException("clock period of " + periodFemtoseconds + " fs, must be above 0");
        }
        return new TimeBase(periodFemtoseconds);
    }

    /** The time of a cycle's beginning in nanoseconds; an ArithmeticException beyond 64 bits. */
    long nanoseconds(long cycle) {
        return Math.multiplyExact(cycle, periodFemtoseconds) / FEMTOSECONDS_PER_NANOSECOND;
    }
}
