package tessera.sim.kernel;

import tessera.traces.check.CeilDiv;

/**
 * A clock: its edges are at k x {@code periodFs} for k = 0, 1, 2, …; cycle k begins at edge k. All clocks of a machine
 * have an edge at time 0.
 *
 * @param name appears in reports, {@code snake_case}
 * @param periodFs the period in femtoseconds, at least 1
 */
public record Clock(String name, long periodFs) {
    private static final long FS_PER_SECOND = 1_000_000_000_000_000L;

    public Clock {
        if (periodFs < 1) {
            throw new SimulationException("clock '" + name + "': period = " + periodFs + " fs, must be at least 1 fs");
        }
    }

    /**
     * The clock of a frequency in Hz (1 to 10^15). The period is rounded to the nearest femtosecond: at 1.755 GHz it is
     * 569,801 fs, 0.75 ppm too long.
     */
    public static Clock ofHz(String name, long frequencyHz) {
        if (frequencyHz < 1 || frequencyHz > FS_PER_SECOND) {
            throw new SimulationException(
                    "clock '" + name + "': frequency = " + frequencyHz + " Hz, must be from 1 Hz to 10^15 Hz");
        }
        return new Clock(name, (FS_PER_SECOND + frequencyHz / 2) / frequencyHz);
    }

    /** The time of the edge that begins a cycle, in femtoseconds; exact up to 2^63 fs (2.5 hours). */
    public long timeFs(long cycle) {
        return Math.multiplyExact(cycle, periodFs);
    }

    /** The cycle that is under way at a time ≥ 0: floor(timeFs / periodFs). */
    public long cycleAt(long timeFs) {
        return timeFs / periodFs;
    }

    /** The number of cycles begun before a time ≥ 0: ceil(timeFs / periodFs). */
    public long cyclesUntil(long timeFs) {
        return CeilDiv.of(timeFs, periodFs);
    }
}
