package tessera.sim.dram;

/** Ways to combine {@link CommandListener}s. */
public final class Listeners {
    /** Hears nothing, at no cost. */
    public static final CommandListener NONE = (clock, command, bank, row, column) -> {};

    private Listeners() {}

    /** Passes each command to both. */
    public static CommandListener both(CommandListener first, CommandListener second) {
        if (first == NONE) {
            return second;
        }
        if (second == NONE) {
            return first;
        }
        return (clock, command, bank, row, column) -> {
            first.issued(clock, command, bank, row, column);
            second.issued(clock, command, bank, row, column);
        };
    }
}
