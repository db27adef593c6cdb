package tessera.models.dram;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The clock and the timings of a device.
 *
 * @param clockFs period of the command clock, femtoseconds
 * @param cycles each timing that the table gives, in clocks; {@link TimingName#T_BURST} is always there
 */
public record DramTiming(long clockFs, Map<TimingName, Integer> cycles) {
    public DramTiming {
        EnumMap<TimingName, Integer> copy = new EnumMap<>(TimingName.class);
        copy.putAll(cycles);
        cycles = Collections.unmodifiableMap(copy);
    }

    /** Clocks of a timing that is there. */
    public int of(TimingName name) {
        Integer value = cycles.get(name);
        if (value == null) {
            throw new IllegalStateException("timing " + name.key() + " was not checked to be there");
        }
        return value;
    }

    /** Whether the table gives this timing. */
    public boolean has(TimingName name) {
        return cycles.containsKey(name);
    }

    /** Clocks from a read command to the end of its data: CL + burst. */
    public int readLatencyCycles() {
        return of(TimingName.T_CL) + of(TimingName.T_BURST);
    }
}
