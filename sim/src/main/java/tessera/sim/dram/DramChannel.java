package tessera.sim.dram;

import tessera.models.dram.DramController;
import tessera.models.dram.DramParams;

/**
 * One memory channel with its controller: a self-contained clocked object, driven by its owner's clock.
 *
 * <p>At each clock the owner first sends, then calls {@link #tick}. It may leave out clocks before {@link #nextEvent} at
 * which it sends nothing: the result is the same. Completions are known when the command that causes them is issued, with
 * the clock at which the owner sees them; not for use by several threads.
 */
public abstract sealed class DramChannel permits ActiveListChannel, BankQueueChannel {
    /** Index that stands for no entry, inside this package. */
    static final int NONE = -1;

    final DramDevice device;
    /** Reads, in the order in which their data come. */
    final CompletionQueue returned = new CompletionQueue();
    /** What is acknowledged without waiting for data. */
    final CompletionQueue acknowledged = new CompletionQueue();
    /** First clock after the last tick at which something can happen by itself. */
    long nextEvent;

    long rowHits;
    long rowMisses;
    long rowConflicts;

    /** Explains waiting; costs nothing unless asked. */
    final WaitCauses causes;

    private final Request scratch;

    DramChannel(DramParams params, ConstraintTable table, CommandListener listener) {
        device = new DramDevice(params, table, listener);
        causes = new WaitCauses(device, table, params.organisation().burstCycles());
        scratch = new Request(params);
    }

    /** A channel of this memory whose commands are heard by the listener. */
    public static DramChannel of(DramParams params, CommandListener listener) {
        return of(params, new ConstraintTable(params), listener);
    }

    static DramChannel of(DramParams params, ConstraintTable table, CommandListener listener) {
        return params.controller().policy() == DramController.Policy.ACTIVE_LIST
                ? new ActiveListChannel(params, table, listener)
                : new BankQueueChannel(params, table, listener);
    }

    /**
     * Hands over one transaction, before the tick of this clock.
     *
     * @param clock the clock that {@link #tick} is going to be called with next
     * @param address byte address; the channel field of the map is not looked at
     * @param isWrite write or read
     * @param id comes back with the completion
     * @return whether it was accepted; a refused one has left no trace
     */
    public final boolean trySend(long clock, long address, boolean isWrite, long id) {
        scratch.set(address, isWrite, id);
        return offer(clock, scratch);
    }

    /** As {@link #trySend} with the address cut already; the request is not kept. */
    abstract boolean offer(long clock, Request request);

    /** Does the work of one clock; clocks only rise. */
    public abstract void tick(long clock);

    /** First clock after the last tick at which {@link #tick} can do something if nothing is sent before. */
    public final long nextEvent() {
        return nextEvent;
    }

    /** Clock of the next completion, {@code Long.MAX_VALUE} when no read or write is known to complete. */
    public final long completionClock() {
        return Math.min(returned.completedClock(), acknowledged.completedClock());
    }

    /** Id of the next completion; there is one. */
    public final long completionId() {
        return next().id();
    }

    /** Clock at which the transaction of the next completion was accepted; there is one. */
    public final long completionAcceptedClock() {
        return next().acceptedClock();
    }

    /** Takes the next completion away; there is one. */
    public final void removeCompletion() {
        next().remove();
    }

    /**
     * What the transaction that has been inside longest waits for at a clock after the last tick (or in it, once that is
     * done). Ask in rising clocks, before anything is sent at that clock.
     */
    public abstract DramWait waitCause(long clock);

    /** The first clock at which the answer to the last {@link #waitCause} may be another one, if there is no tick before. */
    public final long waitCauseUntil() {
        return causes.until();
    }

    private CompletionQueue next() {
        return acknowledged.completedClock() <= returned.completedClock() ? acknowledged : returned;
    }

    /** What has happened so far, up to but not including the given clock. */
    public final DramCounts counts(long before) {
        return DramCounts.of(this, before);
    }
}
