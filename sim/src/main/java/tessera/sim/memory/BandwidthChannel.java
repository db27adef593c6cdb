package tessera.sim.memory;

import tessera.models.machine.MemoryParams;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Counter;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * One channel: bursts are served in order, each takes burstBytes / bytesPerCycle of the bus, its data come latencyCycles
 * after its service begins, and from then on until then it takes one of the channel's slots. All of that is known when a
 * burst is asked for, so its time is worked out at once. Bursts that follow each other at the bus's rate are one group and
 * one answer. Time on the bus is counted in bytes, so rates that do not divide the burst stay exact.
 */
final class BandwidthChannel implements Component {
    /** Groups that are worked out and not yet answered; beyond that, requests wait in their Fifo. */
    private static final int GROUP_SLOTS = 64;

    private final int bytesPerCycle;
    private final int burstBytes;
    private final int latencyCycles;
    /** Cycles between two bursts of a group; 0: groups are of one burst, bursts do not take whole cycles. */
    private final int interval;

    private final Fifo requests;
    private final Fifo responses;

    /** Ring of groups: when the first burst's data are there, how many bursts. */
    private final long[] groupDue = new long[GROUP_SLOTS];

    private final int[] groupSize = new int[GROUP_SLOTS];
    private int head;
    private int groupCount;

    /** Ring: when the bursts that took the slots before give them back. */
    private final long[] slotFree;

    private int slot;
    /** Bursts of the request at hand that are not worked out. */
    private int waiting;
    /** End of the last burst on the bus, in bytes of bus time since cycle 0. */
    private long busFreeBytes;

    private final Counter bursts;

    BandwidthChannel(MemoryParams params, Fifo requests, Fifo responses, StatGroup stats) {
        this.bytesPerCycle = params.channelBytesPerCycle();
        this.burstBytes = params.burstBytes();
        this.latencyCycles = params.latencyCycles();
        this.interval = burstBytes % bytesPerCycle == 0 ? burstBytes / bytesPerCycle : 0;
        this.requests = requests;
        this.responses = responses;
        this.slotFree = new long[params.outstandingPerChannel()];
        this.bursts = stats.counter("bursts", Unit.COUNT, "bursts read");
        stats.derived(
                "bus_busy",
                Unit.CYCLES,
                "cycles of data on the bus",
                () -> bursts.value() * burstBytes / bytesPerCycle);
    }

    @Override
    public long step(long cycle) {
        while (groupCount > 0 && groupDue[head] <= cycle && responses.canPush(cycle)) {
            responses.put(Memory.INTERVAL, interval);
            responses.push(cycle, groupSize[head]);
            head = (head + 1) % GROUP_SLOTS;
            groupCount--;
        }
        while (groupCount < GROUP_SLOTS && (waiting > 0 || requests.canPop(cycle))) {
            if (waiting == 0) {
                waiting = (int) requests.field(Memory.COUNT);
                requests.pop(cycle);
            }
            serve(cycle);
            waiting--;
        }
        return groupCount > 0 && groupDue[head] > cycle ? groupDue[head] : IDLE;
    }

    private void serve(long cycle) {
        long start = Math.max(Math.max(cycle, slotFree[slot]) * bytesPerCycle, busFreeBytes);
        busFreeBytes = start + burstBytes;
        long due = (start + bytesPerCycle - 1) / bytesPerCycle + latencyCycles;
        slotFree[slot] = due;
        slot = slot + 1 == slotFree.length ? 0 : slot + 1;
        bursts.increment();
        int last = (head + groupCount + GROUP_SLOTS - 1) % GROUP_SLOTS;
        if (groupCount > 0 && interval > 0 && due == groupDue[last] + (long) groupSize[last] * interval) {
            groupSize[last]++;
        } else {
            int next = (head + groupCount++) % GROUP_SLOTS;
            groupDue[next] = due;
            groupSize[next] = 1;
        }
    }

    long burstCount() {
        return bursts.value();
    }

    @Override
    public boolean hasPendingWork() {
        return groupCount > 0 || waiting > 0;
    }
}
