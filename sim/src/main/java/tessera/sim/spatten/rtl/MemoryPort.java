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
    private int refusedOwner;
    private long refusedSince;
    private boolean hasResponse;
    private int outstanding;
    /** No edge before changes anything without a request. */
    private long nextEdge;

    private boolean isSkipping = true;
    private final Counter reads;
    private final Counter refusedCycles;
    private final Ledger<RtlCause> cycles;

    MemoryPort(RtlMemoryParams params, RowNotes notes, StatGroup stats) {
        this.limit = params.outstandingReads();
        this.controller = new MemoryController(params, notes, stats);
        this.reads = stats.counter("reads", Unit.COUNT, "reads of 32 bytes");
        this.refusedCycles =
                stats.counter("refused_cycles", Unit.CYCLES, "a read waits because too many are outstanding");
        this.cycles = stats.ledger("cycles", "cycles of the channel", RtlCause.values());
    }

    /** For tests: looks for work at every edge. */
    void neverSkip() {
        isSkipping = false;
        controller.neverSkip();
    }

    /** Whether a response is on the channel's output. */
    boolean hasResponse() {
        return hasResponse;
    }

    /** Before this cycle's edge. */
    void takeResponse() {
        hasResponse = false;
        nextEdge = Math.min(nextEdge, controller.nextPop());
    }

    /** Whether a request shown in this cycle is taken. */
    boolean isReady() {
        return !isRefused;
    }

    /** Whether the edge of this cycle changes anything without a request. */
    boolean isDue(long cycle) {
        return cycle >= nextEdge || !isSkipping;
    }

    /**
     * The clock edge that ends a cycle, with a request that is taken: only if {@link #isReady}.
     *
     * @param owner the workload's row that the read belongs to
     */
    void edge(long cycle, int address, int owner) {
        endTransfer(cycle);
        reads.increment();
        if (outstanding < limit) {
            send(address, owner);
        } else {
            isRefused = true;
            refusedAddress = address;
            refusedOwner = owner;
            refusedSince = cycle;
        }
        popAndTick(cycle);
    }

    /** The clock edge that ends a cycle, without a request. */
    void edge(long cycle) {
        endTransfer(cycle);
        if (isRefused && outstanding < limit) {
            send(refusedAddress, refusedOwner);
            isRefused = false;
            refusedCycles.add(cycle - refusedSince);
        }
        popAndTick(cycle);
    }

    private void send(int address, int owner) {
        outstanding++;
        controller.enqueue(address, owner);
    }

    private void popAndTick(long cycle) {
        if (!hasResponse && controller.nextPop() <= cycle) {
            controller.pop();
            outstanding--;
            hasResponse = true;
        }
        controller.tick(cycle);
        nextEdge = nextEdge(cycle);
        cycles.enter(controller.transferEnd() > cycle ? RtlCause.WORKING : idleCause(), cycle);
    }

    private long nextEdge(long cycle) {
        if (isRefused && outstanding < limit) {
            return cycle + 1;
        }
        long next = controller.nextChance();
        return hasResponse ? next : Math.min(next, Math.max(cycle + 1, controller.nextPop()));
    }

    /** Transfers end between edges, while no read comes or goes. */
    private void endTransfer(long cycle) {
        long end = controller.transferEnd();
        if (end < cycle && cycles.cause() == RtlCause.WORKING) {
            cycles.enter(idleCause(), end);
        }
    }

    private RtlCause idleCause() {
        return controller.hasWaiting() ? RtlCause.ROW_TIMING : RtlCause.UPSTREAM;
    }

    long reads() {
        return reads.value();
    }

    void finish(long endCycle) {
        endTransfer(endCycle);
        cycles.close(endCycle);
    }
}
