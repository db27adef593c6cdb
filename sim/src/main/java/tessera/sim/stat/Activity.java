package tessera.sim.stat;

/** The causes that do for most components; one with more to tell has an enum of its own. */
public enum Activity {
    /** Nothing to do: waits for input. */
    WAIT_INPUT,
    BUSY,
    /** Has a result and nowhere to put it. */
    WAIT_OUTPUT
}
