package tessera.sim.dram;

import tessera.models.dram.DramParams;

/**
 * One channel by itself, clock by clock: send, tick, take completions. The clock starts at 0 and is the port's own.
 *
 * <pre>{@code
 * if (port.trySend(address, false, id)) …
 * port.tick();
 * while (port.hasCompletion()) … port.popCompletion() …
 * }</pre>
 *
 * <p>A completion can be taken after the tick of the clock at which its data are there: a read of an open row of
 * {@code r2-hbm2-spatten} that is sent before tick 0 can be taken after tick 11 (CL 7 + burst 4).
 */
public final class DramPort {
    private final DramChannel channel;
    private long clock;

    /** A channel of this memory that has just been switched on. */
    public DramPort(DramParams params) {
        this(params, Listeners.NONE);
    }

    /** As above, with somebody who hears its commands. */
    public DramPort(DramParams params, CommandListener listener) {
        channel = DramChannel.of(params, listener);
    }

    /** The clock of the next {@link #tick}. */
    public long clock() {
        return clock;
    }

    /**
     * Hands over one transaction before the next tick.
     *
     * @param address byte address; the channel field of the map is not looked at
     * @param isWrite write or read
     * @param id comes back from {@link #popCompletion}
     * @return whether it was accepted; a refused one has left no trace
     */
    public boolean trySend(long address, boolean isWrite, long id) {
        return channel.trySend(clock, address, isWrite, id);
    }

    /** Does the work of one clock. */
    public void tick() {
        if (channel.nextEvent() <= clock) {
            channel.tick(clock);
        }
        clock++;
    }

    /** Whether a transaction has completed that has not been taken. */
    public boolean hasCompletion() {
        return channel.completionClock() < clock;
    }

    /** Takes the completion that is there, the earliest first; its id. */
    public long popCompletion() {
        if (!hasCompletion()) {
            throw new IllegalStateException("no completion at clock " + clock + "; ask hasCompletion first");
        }
        long id = channel.completionId();
        channel.removeCompletion();
        return id;
    }

    /** What has happened so far. */
    public DramCounts counts() {
        return channel.counts(clock);
    }
}
