package tessera.sim.dram;

/** Hears every command that goes to a device; implemented by the command trace and the checker. */
public interface CommandListener {
    /**
     * A command has been issued.
     *
     * @param clock first clock of the command
     * @param command ordinal of {@link tessera.models.dram.DramCommand}
     * @param bank bank within the channel, counted through pseudo-channels, ranks and bank groups; for a command to a
     *     whole rank its first bank
     * @param row row of an activate and of the column commands, else 0
     * @param column column of the column commands, else 0
     */
    void issued(long clock, int command, int bank, int row, int column);
}
