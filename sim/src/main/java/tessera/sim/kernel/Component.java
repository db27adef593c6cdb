package tessera.sim.kernel;

/**
 * A part of a machine: everything that shares combinational signals in hardware is one component.
 *
 * <p>It touches only its own state and its own {@link Fifo}s, allocates nothing in {@code step}, and throws only
 * {@link SimulationException}.
 */
@FunctionalInterface
public interface Component {
    /** "Wake me when one of the Fifos I have just asked in vain changes." */
    long IDLE = Long.MAX_VALUE;

    /**
     * Does the work of one cycle.
     *
     * <p>Called at most once a cycle, with increasing cycles; at cycle 0; at the cycle it asked for; when a word
     * becomes visible or a slot becomes free in a Fifo whose {@code canPop} or {@code canPush} answered no in the last
     * step. It may also be called at any cycle in between: it must then change nothing, count nothing, and return the
     * same answer again.
     *
     * @param cycle the cycle of the component's own clock, from 0
     * @return the next cycle it wants, later than {@code cycle}; or {@link #IDLE} when only a Fifo it has asked in
     *     this step can give it work
     */
    long step(long cycle);

    /**
     * Called once when the run has ended, with the elapsed cycles of this component's clock: the place to close open
     * intervals ({@code ledger.close(endCycle)}).
     */
    default void finish(long endCycle) {}

    /**
     * True while it holds work that it has taken in and not delivered. A machine that falls silent while one of its
     * components says so is reported as deadlocked, even when every Fifo is empty.
     */
    default boolean hasPendingWork() {
        return false;
    }
}
