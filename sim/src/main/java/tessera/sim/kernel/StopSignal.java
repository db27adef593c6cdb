package tessera.sim.kernel;

/**
 * Lets one component end the run, for machines that never fall silent (a DRAM that refreshes for ever) or whose answer
 * is complete before they do. See {@link SimulationBuilder#stopWhen}.
 */
public final class StopSignal {
    private static final long NEVER = -1;

    private long raisedAt = NEVER;

    /** Ends the run after this cycle, when every component that is due in it has been stepped. */
    public void raise(long cycle) {
        if (raisedAt == NEVER) {
            raisedAt = cycle;
        }
    }

    boolean isRaised() {
        return raisedAt != NEVER;
    }

    long raisedAt() {
        return raisedAt;
    }
}
