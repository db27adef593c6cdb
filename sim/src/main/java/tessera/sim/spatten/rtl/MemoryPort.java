package tessera.sim.spatten.rtl;

import tessera.models.machine.RtlMemoryParams;
import tessera.sim.stat.Counter;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * The port of one memory channel and the controller behind it. At each clock edge it sends a read (a refused one first),
 * pops a response, and ticks the controller. A read refused at the limit waits in a register and blocks the channel; the
 * limit falls when a response is popped, not when the read is complete.
 */
final class MemoryPort {
    private final MemoryController controller;
    private final int limit;
    private boolean isRefused;
    private int refusedAddress;
    private long refusedSince;
    private boolean hasResponse;
    private int outstanding;
    private int completed;
    /** No edge before changes anything without a request. */
    private long nextEdge;

    private final Counter reads;
    private final Counter refusedCycles;
    private final Ledger<RtlCause> cycles;

    MemoryPort(RtlMemoryParams params, StatGroup stats) {
        this.limit = params.outstandingReads();
        this.controller = new MemoryController(params, stats);
        this.reads = stats.counter("reads", Unit.COUNT, "reads of 32 bytes");
        this.refusedCycles =
                stats.counter("refused_cycles", Unit.CYCLES, "a read waits because too many are outstanding");
        this.cycles = stats.ledger("cycles", "cycles of the channel", RtlCause.values());
    }

    /** Whether a response is on the channel's output. */
    boolean hasResponse() {
        return hasResponse;
    }

    /** Before this cycle's edge. */
    void takeResponse() {
        hasResponse = false;
        nextEdge = 0;
    }

    /** Whether a request shown in this cycle is taken. */
    boolean isReady() {
        return !isRefused;
    }

    /** Whether the edge of this cycle changes anything without a request. */
    boolean isDue(long cycle) {
        return cycle >= nextEdge;
    }

    /** The clock edge that ends a cycle, with a request that is taken: only if {@link #isReady}. */
    void edge(long cycle, int address) {
        reads.increment();
        if (outstanding < limit) {
            send(address);
        } else {
            isRefused = true;
            refusedAddress = address;
            refusedSince = cycle;
        }
        popAndTick(cycle);
    }

    /** The clock edge that ends a cycle, without a request. */
    void edge(long cycle) {
        if (isRefused && outstanding < limit) {
            send(refusedAddress);
            isRefused = false;
            refusedCycles.add(cycle - refusedSince);
        }
        popAndTick(cycle);
    }

    private void send(int address) {
        outstanding++;
        controller.enqueue(address);
    }

    private void popAndTick(long cycle) {
        if (!hasResponse && completed > 0) {
            completed--;
            outstanding--;
            hasResponse = true;
        }
        if (controller.tick(cycle)) {
            completed++;
        }
        boolean hasMore = isRefused && outstanding < limit || completed > 0 && !hasResponse;
        nextEdge = hasMore ? cycle + 1 : controller.nextEvent(cycle);
        cycles.enter(cause(cycle), cycle);
    }

    private RtlCause cause(long cycle) {
        if (controller.isTransferring(cycle)) {
            return RtlCause.WORKING;
        }
        return controller.hasWaiting() ? RtlCause.ROW_TIMING : RtlCause.UPSTREAM;
    }

    long reads() {
        return reads.value();
    }

    void finish(long endCycle) {
        cycles.close(endCycle);
    }
}
