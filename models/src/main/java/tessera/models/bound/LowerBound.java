package tessera.models.bound;

import tessera.models.machine.MachineMemory;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SerialRow;
import tessera.traces.check.CeilDiv;

/**
 * The least time of a SpAtten machine for so much work of each unit: every unit needs its own work, one after the other, and
 * nothing can be done before the first data have come nor end before the last have gone through the units behind; the
 * largest unit decides. Made once a machine; no allocation after that.
 */
public final class LowerBound {
    /** The units in the order of results. */
    public enum Unit {
        MEMORY,
        QUERY_KEY,
        SOFTMAX,
        DIVIDE,
        TOP_K,
        PROB_VALUE;

        /** Name in results. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final int HOP = SerialRow.HOP;

    private final MachineMemory memory;
    private final int startUp;
    private final int channels;
    private final int slots;
    private final int outstanding;
    private final long leastLatency;
    private final long memoryFill;
    private final long scoreFill;
    private final long probabilityFill;

    public LowerBound(SpAttenParams machine) {
        this.memory = machine.memory();
        this.startUp = machine.startUpCycles();
        this.channels = memory.channelCount();
        this.slots = memory.outstandingPerChannel();
        this.outstanding = machine.fetch().outstandingLimit();
        this.leastLatency = memory.leastLatencyCycles();
        long fetch = memory.firstLatencyCycles();
        long output = machine.probValueLatencyCycles();
        // The last burst may be a value: after it only the output latency is sure.
        this.memoryFill = fetch + output;
        this.probabilityFill =
                fetch + machine.dotProductLatencyCycles() + machine.softmax().accumulateLatencyCycles() + output;
        this.scoreFill = probabilityFill + machine.softmax().divideLatencyCycles();
    }

    /** What must pass before a unit's first work and after its last, at the least. */
    public long fillCycles(Unit unit) {
        return switch (unit) {
            case MEMORY -> memoryFill;
            case QUERY_KEY, SOFTMAX -> scoreFill;
            case DIVIDE, TOP_K, PROB_VALUE -> probabilityFill;
        };
    }

    /**
     * The bound in cycles, start-up included.
     *
     * @param work cycles of each unit alone, by {@link Unit#ordinal}
     */
    public long cycles(long[] work) {
        return startUp
                + Math.max(
                        work[Unit.MEMORY.ordinal()] + memoryFill,
                        Math.max(
                                Math.max(work[Unit.QUERY_KEY.ordinal()], work[Unit.SOFTMAX.ordinal()]) + scoreFill,
                                Math.max(
                                                work[Unit.DIVIDE.ordinal()],
                                                Math.max(work[Unit.TOP_K.ordinal()], work[Unit.PROB_VALUE.ordinal()]))
                                        + probabilityFill));
    }

    /** The unit that decides the bound: the first of those that take longest. */
    public Unit bottleneck(long[] work) {
        Unit longest = Unit.MEMORY;
        for (Unit unit : Unit.values()) {
            if (work[unit.ordinal()] + fillCycles(unit) > work[longest.ordinal()] + fillCycles(longest)) {
                longest = unit;
            }
        }
        return longest;
    }

    /**
     * From the first burst's service to the last one's: the fullest channel holds at least its even share; bursts share its
     * wires, its slots (each taken for a latency) and the fetcher's limit on bursts under way (each for a round trip).
     */
    public long memoryCycles(long bursts) {
        if (bursts == 0) {
            return 0;
        }
        long behindFirst = CeilDiv.of(bursts, (long) channels) - 1;
        long inSlots = Math.multiplyExact(behindFirst / slots, leastLatency);
        long underWay = Math.multiplyExact((bursts - 1) / outstanding, leastLatency + 2L * HOP);
        return Math.max(memory.streamCycles(bursts), Math.max(inSlots, underWay));
    }
}
