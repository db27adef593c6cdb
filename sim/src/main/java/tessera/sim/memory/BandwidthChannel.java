package tessera.sim.memory;

import tessera.models.machine.MemoryParams;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Counter;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * One channel: bursts are served in order, each takes burstBytes / bytesPerCycle of the bus, its data come latencyCycles
 * after its service begins. Time on the bus is counted in bytes, so rates that do not divide the burst stay exact.
 */
final class BandwidthChannel implements Component {
    private final int bytesPerCycle;
    private final int burstBytes;
    private final int latencyCycles;
    private final Fifo requests;
    private final Fifo responses;
    /** Ring of bursts under way: when their data are there, and their tags. */
    private final long[] dueCycle;

    private final long[] tag;
    private int head;
    private int underWay;
    /** End of the last burst on the bus, in bytes of bus time since cycle 0. */
    private long busFreeBytes;

    private final Counter bursts;

    BandwidthChannel(MemoryParams params, Fifo requests, Fifo responses, StatGroup stats) {
        this.bytesPerCycle = params.channelBytesPerCycle();
        this.burstBytes = params.burstBytes();
        this.latencyCycles = params.latencyCycles();
        this.requests = requests;
        this.responses = responses;
        this.dueCycle = new long[params.outstandingPerChannel()];
        this.tag = new long[params.outstandingPerChannel()];
        this.bursts = stats.counter("bursts", Unit.COUNT, "bursts read");
        stats.derived(
                "bus_busy", Unit.CYCLES, "cycles of data on the bus", () -> bursts.value() * burstBytes / bytesPerCycle);
    }

    @Override
    public long step(long cycle) {
        while (underWay > 0 && dueCycle[head] <= cycle && responses.canPush(cycle)) {
            responses.push(cycle, tag[head]);
            head = head + 1 == dueCycle.length ? 0 : head + 1;
            underWay--;
        }
        while (underWay < dueCycle.length && requests.canPop(cycle)) {
            accept(cycle);
        }
        // Data that are due but not pushed wait for a slot: the Fifo wakes this component.
        return underWay > 0 && dueCycle[head] > cycle ? dueCycle[head] : IDLE;
    }

    private void accept(long cycle) {
        long start = Math.max(cycle * bytesPerCycle, busFreeBytes);
        busFreeBytes = start + burstBytes;
        int slot = head + underWay;
        slot -= slot >= dueCycle.length ? dueCycle.length : 0;
        tag[slot] = requests.field(Memory.TAG);
        requests.pop(cycle);
        dueCycle[slot] = (start + bytesPerCycle - 1) / bytesPerCycle + latencyCycles;
        underWay++;
        bursts.increment();
    }

    long burstCount() {
        return bursts.value();
    }

    @Override
    public boolean hasPendingWork() {
        return underWay > 0;
    }
}
