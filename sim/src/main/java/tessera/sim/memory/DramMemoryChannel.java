package tessera.sim.memory;

import tessera.models.dram.DramParams;
import tessera.sim.dram.DramChannel;
import tessera.sim.dram.DramCounts;
import tessera.sim.dram.DramWait;
import tessera.sim.dram.Listeners;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Counter;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * One DRAM channel as a component. In a cycle it first sends one request, then ticks, then answers what has completed.
 *
 * <p>With nothing to serve it sleeps, so that a machine can fall silent; the refreshes of that time are caught up when it
 * wakes, and at the end of the run. Each of its cycles is charged to one {@link DramWait}.
 */
final class DramMemoryChannel implements Component {
    private final DramChannel channel;
    private final Fifo requests;
    private final Fifo responses;
    private final WaitingReads reads;
    private final Counter bursts;
    private final Counter queueFull;
    private final Ledger<DramWait> ledger;

    /** Cycles before it are charged. */
    private long chargedUntil;
    /** Since when the oldest request has not been taken, or IDLE. */
    private long refusedSince = IDLE;

    private long endCycle;

    DramMemoryChannel(DramParams params, int outstandingLimit, Fifo requests, Fifo responses, StatGroup stats) {
        this.channel = DramChannel.of(params, Listeners.NONE);
        this.requests = requests;
        this.responses = responses;
        reads = new WaitingReads(outstandingLimit);
        bursts = stats.counter("bursts", Unit.COUNT, "bursts read");
        queueFull = stats.counter("queue_full", Unit.CYCLES, "cycles in which a request waited at a full channel");
        ledger = stats.ledger("cycles", "cycles of the channel", DramWait.values());
        stats.derived("activates", Unit.COUNT, "rows opened", () -> counts().activates());
        stats.derived("precharges", Unit.COUNT, "precharge commands", () -> counts().precharges());
        stats.derived("refreshes", Unit.COUNT, "refresh commands", () -> counts().refreshes());
        stats.derived("row_hits", Unit.COUNT, "requests that found their row open", () -> counts().rowHits());
        stats.derived("row_misses", Unit.COUNT, "requests that found their bank closed", () -> counts().rowMisses());
        stats.derived(
                "row_conflicts", Unit.COUNT, "requests that found another row open", () -> counts().rowConflicts());
    }

    @Override
    public long step(long cycle) {
        catchUp(cycle);
        charge(cycle);
        boolean hasRequest = requests.canPop(cycle);
        boolean hasSent = hasRequest && send(cycle);
        if (channel.nextEvent() <= cycle) {
            channel.tick(cycle);
        }
        boolean hasAnswered = answer(cycle);
        if (hasSent || hasRequest && hasAnswered) {
            return cycle + 1;
        }
        if (reads.count() == 0) {
            return IDLE;
        }
        // A completion that is there and not answered waits for the response Fifo, which wakes this component.
        long completion = channel.completionClock() > cycle ? channel.completionClock() : IDLE;
        return Math.max(cycle + 1, Math.min(channel.nextEvent(), completion));
    }

    private boolean send(long cycle) {
        if (!reads.isFull() && channel.trySend(cycle, requests.peek(cycle), false, reads.nextSlot())) {
            reads.add(requests.field(Memory.TAG));
            requests.pop(cycle);
            bursts.increment();
            if (refusedSince != IDLE) {
                queueFull.add(cycle - refusedSince);
                refusedSince = IDLE;
            }
            return true;
        }
        refusedSince = Math.min(refusedSince, cycle);
        return false;
    }

    private boolean answer(long cycle) {
        boolean isAny = false;
        while (channel.completionClock() <= cycle && responses.canPush(cycle)) {
            int slot = (int) channel.completionId();
            responses.put(Memory.INTERVAL, 1);
            responses.put(Memory.ANSWERED_TAG, reads.tag(slot));
            responses.put(Memory.CAUSE, reads.mainCause(slot));
            responses.push(cycle, 1);
            channel.removeCompletion();
            reads.remove(slot);
            isAny = true;
        }
        return isAny;
    }

    /** Does what was due by itself before this cycle, while there was nothing to serve. */
    private void catchUp(long cycle) {
        while (channel.nextEvent() < cycle) {
            channel.tick(channel.nextEvent());
        }
    }

    /** Charges the cycles before this one, in which no command was issued since the last step. */
    private void charge(long cycle) {
        while (chargedUntil < cycle) {
            DramWait cause = channel.waitCause(chargedUntil);
            long until = Math.min(cycle, channel.waitCauseUntil());
            ledger.enter(cause, chargedUntil);
            reads.charge(cause, until - chargedUntil);
            chargedUntil = until;
        }
    }

    @Override
    public void finish(long cycles) {
        catchUp(cycles);
        charge(cycles);
        ledger.close(cycles);
        endCycle = cycles;
    }

    @Override
    public boolean hasPendingWork() {
        return reads.count() > 0;
    }

    long acceptedCount() {
        return bursts.value();
    }

    long cycles(DramWait cause) {
        return ledger.cycles(cause);
    }

    DramCounts counts() {
        return channel.counts(endCycle);
    }
}
