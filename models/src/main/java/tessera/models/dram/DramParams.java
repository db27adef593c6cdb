package tessera.models.dram;

import java.util.List;
import java.util.Map;

/**
 * Everything that is known of one memory: the one record that bounds, cycle model and checker read.
 *
 * @param name the preset it came from
 * @param organisation how it is built
 * @param timing its clock and timings
 * @param constraints its constraint table, resolved to clocks
 * @param commandClocks clocks that a command occupies its bus, where that is not 1
 * @param hasTwoCommandBuses whether a row and a column command may go in one clock (HBM)
 * @param map how addresses are cut
 * @param controller how its controllers decide
 * @param energy what its actions cost
 * @param warnings what is odd in the timing but changes nothing in the run, one sentence each
 */
public record DramParams(
        String name,
        DramOrganisation organisation,
        DramTiming timing,
        List<TimingConstraint> constraints,
        Map<DramCommand, Integer> commandClocks,
        boolean hasTwoCommandBuses,
        AddressMap map,
        DramController controller,
        DramEnergy energy,
        List<String> warnings) {
    public DramParams {
        constraints = List.copyOf(constraints);
        commandClocks = Map.copyOf(commandClocks);
        warnings = List.copyOf(warnings);
    }

    /** Clocks that a command occupies its command bus. */
    public int clocksOf(DramCommand command) {
        return commandClocks.getOrDefault(command, 1);
    }

    /** The same memory with another address map. */
    public DramParams withMap(AddressMap other) {
        return new DramParams(
                name,
                organisation,
                timing,
                constraints,
                commandClocks,
                hasTwoCommandBuses,
                other,
                controller,
                energy,
                warnings);
    }

    /** Peak bandwidth in 10^9 bytes per second. */
    public double peakGbPerS() {
        return organisation.peakBytesPerClock() * 1e6 / timing.clockFs();
    }
}
