package tessera.sim.kernel;

/** How a simulation walks through time. Both give the same results; the difference is speed. */
public enum Driver {
    /** Steps only the components that are due and jumps over cycles in which none is. */
    SKIP_AHEAD,
    /** Steps every component in every cycle: slow, simple, the reference for {@link #SKIP_AHEAD}. */
    LOCKSTEP
}
