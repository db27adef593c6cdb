package tessera.sim.memory;

import tessera.models.dram.DramParams;
import tessera.sim.dram.DramChannel;
import tessera.sim.dram.DramCounts;
import tessera.sim.dram.Listeners;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Counter;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * One DRAM channel as a component. In a cycle it first sends one request, then ticks, then answers what has completed.
 *
 * <p>With nothing to serve it sleeps, so that a machine can fall silent; the refreshes of that time are caught up when it
 * wakes, and at the end of the run.
 */
final class DramMemoryChannel implements Component {
    private final DramChannel channel;
    private final int outstandingLimit;
    private final Fifo requests;
    private final Fifo responses;
    private final Counter bursts;

    private int outstanding;
    private long endCycle;

    DramMemoryChannel(DramParams params, int outstandingLimit, Fifo requests, Fifo responses, StatGroup stats) {
        this.channel = DramChannel.of(params, Listeners.NONE);
        this.outstandingLimit = outstandingLimit;
        this.requests = requests;
        this.responses = responses;
        bursts = stats.counter("bursts", Unit.COUNT, "bursts read");
        stats.derived("activates", Unit.COUNT, "rows opened", () -> counts().activates());
        stats.derived("precharges", Unit.COUNT, "precharge commands", () -> counts().precharges());
        stats.derived("refreshes", Unit.COUNT, "refresh commands", () -> counts().refreshes());
        stats.derived("row_hits", Unit.COUNT, "requests that found their row open", () -> counts().rowHits());
    }

    @Override
    public long step(long cycle) {
        catchUp(cycle);
        if (outstanding < outstandingLimit && requests.canPop(cycle)) {
            send(cycle);
        }
        if (channel.nextEvent() <= cycle) {
            channel.tick(cycle);
        }
        answer(cycle);
        return next(cycle);
    }

    private void send(long cycle) {
        long address = requests.peek(cycle);
        if (channel.trySend(cycle, address, false, 0)) {
            requests.pop(cycle);
            bursts.increment();
            outstanding++;
        }
    }

    private void answer(long cycle) {
        while (channel.completionClock() <= cycle && responses.canPush(cycle)) {
            responses.put(Memory.INTERVAL, 1);
            responses.push(cycle, 1);
            channel.removeCompletion();
            outstanding--;
        }
    }

    private long next(long cycle) {
        if (outstanding < outstandingLimit && requests.canPop(cycle)) {
            return cycle + 1;
        }
        if (outstanding == 0) {
            return IDLE;
        }
        // A completion that is there and not answered waits for the response Fifo, which wakes this component.
        long completion = channel.completionClock() > cycle ? channel.completionClock() : IDLE;
        return Math.max(cycle + 1, Math.min(channel.nextEvent(), completion));
    }

    /** Does what was due by itself before this cycle. */
    private void catchUp(long cycle) {
        while (channel.nextEvent() < cycle) {
            channel.tick(channel.nextEvent());
        }
    }

    @Override
    public void finish(long cycles) {
        catchUp(cycles);
        endCycle = cycles;
    }

    @Override
    public boolean hasPendingWork() {
        return outstanding > 0;
    }

    long acceptedCount() {
        return bursts.value();
    }

    DramCounts counts() {
        return channel.counts(endCycle);
    }
}
