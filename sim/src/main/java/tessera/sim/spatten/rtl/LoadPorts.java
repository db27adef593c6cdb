package tessera.sim.spatten.rtl;

import java.util.Arrays;
import tessera.models.machine.SpAttenRtlParams;

/**
 * The ports of the fetcher. Each takes its read of one beat after the other from its address FIFO, lists it as outstanding,
 * shows its address to the crossbar, and answers in the order of the list. There is no match of addresses: any response on
 * the bus is the next one. A read that is not real (padding of a beat) is answered by itself when its turn has come.
 *
 * <p>As every port has a read in every beat, a port's queues are four counts of beats: visible ≥ loaded ≥ listed ≥ answered.
 * Sets of ports, a bit each, tell which have something to do.
 */
final class LoadPorts {
    private static final long NEVER = Long.MIN_VALUE / 2;
    /** Bytes of a read; the address bits above choose the channel. */
    static final int OFFSET_BITS = Integer.numberOfTrailingZeros(SpAttenRtlParams.READ_BYTES);

    private final BeatLink link;
    private final int ports;
    private final int channelMask;
    private final int outstandingDepth;
    private final int responseDepth;

    // Beats, by number modulo ring.
    private final int ringMask;
    private final long[] beatWord;
    private final int[] unloadedPorts;
    private final int[] unansweredPorts;

    /** Beats in the address FIFOs or beyond. */
    private long visible;
    /** Beats that every port has answered. */
    private long finished;
    /** Beats taken from the response FIFOs, as far as known. */
    private long taken;

    /** Port → reads taken from the address FIFO: one more than listed while one is in the register before the list. */
    private final long[] loaded;
    /** Port → reads that are or have been on the list of outstanding reads, a queue with the timing of a StreamFifo. */
    private final long[] listed;

    private final long[] answered;
    private final long[] lastListing;
    private final long[] listingBefore;
    private final long[] lastAnswer;
    private final int[] requestAddress;
    private final int[] requestRow;
    private final int[] listedPadding;

    /** Channel → ports that show it a request. */
    private final long[] requesting;

    /** Ports that show a request. */
    private long requestingAny;
    /** Ports with a padding read on their list. */
    private long padding;
    /** Ports that can perhaps take a read from their address FIFO or list one. */
    private long loading;
    /** Ports whose address FIFO is empty. */
    private long starved;

    LoadPorts(SpAttenRtlParams params, BeatLink link) {
        this.link = link;
        this.ports = params.fetchPorts();
        this.channelMask = params.channels() - 1;
        this.outstandingDepth = params.queues().outstanding();
        this.responseDepth = params.queues().responses();
        this.ringMask = link.ringSize() - 1;
        this.beatWord = new long[link.ringSize()];
        this.unloadedPorts = new int[link.ringSize()];
        this.unansweredPorts = new int[link.ringSize()];
        this.loaded = new long[ports];
        this.listed = new long[ports];
        this.answered = new long[ports];
        this.lastListing = new long[ports];
        this.listingBefore = new long[ports];
        this.lastAnswer = new long[ports];
        for (long[] cycles : new long[][] {lastListing, listingBefore, lastAnswer}) {
            Arrays.fill(cycles, NEVER);
        }
        this.requestAddress = new int[ports];
        this.requestRow = new int[ports];
        this.listedPadding = new int[ports];
        this.requesting = new long[params.channels()];
        this.starved = ports == Long.SIZE ? -1 : (1L << ports) - 1;
    }

    /** Whether nothing is to be done until the next beat comes. */
    boolean isIdle() {
        return finished == visible;
    }

    /** The ports that show a request to a channel. */
    long requesting(int channel) {
        return requesting[channel];
    }

    /** The address that a port shows to the crossbar. */
    int requestAddress(int port) {
        return requestAddress[port];
    }

    /** The workload's row that the shown request belongs to. */
    int requestRow(int port) {
        return requestRow[port];
    }

    /** A channel has taken a port's request. */
    void takeRequest(int port, int channel) {
        long self = 1L << port;
        requesting[channel] &= ~self;
        requestingAny &= ~self;
        loading |= self;
    }

    /** Answers padding reads at the heads of the lists; before {@link #answer}. */
    void answerPadding(long cycle) {
        for (long left = padding; left != 0; left &= left - 1) {
            int port = Long.numberOfTrailingZeros(left);
            if (isHeadVisible(cycle, port) && !isReal(port, answered[port]) && hasRoom(cycle, port)) {
                listedPadding[port]--;
                padding &= listedPadding[port] == 0 ? ~(1L << port) : -1;
                answerOldest(cycle, port);
            }
        }
    }

    /** Answers the oldest read of a port's list with the response on the bus; false when it must wait. */
    boolean answer(long cycle, int port) {
        boolean canAnswer = lastAnswer[port] != cycle
                && isHeadVisible(cycle, port)
                && isReal(port, answered[port])
                && hasRoom(cycle, port);
        if (canAnswer) {
            answerOldest(cycle, port);
        }
        return canAnswer;
    }

    private boolean isReal(int port, long beat) {
        return port < BeatLink.count(beatWord[(int) beat & ringMask]);
    }

    private boolean isHeadVisible(long cycle, int port) {
        long count = listed[port] - answered[port];
        return count > 0
                && count > (lastListing[port] >= cycle - 1 ? 1 : 0) + (listingBefore[port] >= cycle - 1 ? 1 : 0);
    }

    private boolean hasRoom(long cycle, int port) {
        while (answered[port] - taken >= responseDepth) {
            if (!link.rooms.isWordVisible(cycle)) {
                return false;
            }
            link.rooms.pop(cycle);
            taken++;
        }
        return true;
    }

    private void answerOldest(long cycle, int port) {
        int slot = (int) answered[port] & ringMask;
        if (unansweredPorts[slot] == ports) {
            link.firstReads.push(cycle, 0);
        }
        if (--unansweredPorts[slot] == 0) {
            link.responses.push(cycle, beatWord[slot]);
            finished++;
        }
        answered[port]++;
        lastAnswer[port] = cycle;
        loading |= loaded[port] > listed[port] ? 1L << port : 0;
    }

    /** Moves reads from the address FIFOs on; after the crossbar's turn. */
    void load(long cycle) {
        if (link.beats.isWordVisible(cycle)) {
            int slot = (int) visible & ringMask;
            beatWord[slot] = link.beats.pop(cycle);
            unloadedPorts[slot] = ports;
            unansweredPorts[slot] = ports;
            visible++;
            loading |= starved;
            starved = 0;
        }
        for (long left = loading; left != 0; left &= left - 1) {
            load(cycle, Long.numberOfTrailingZeros(left));
        }
    }

    private void load(long cycle, int port) {
        long self = 1L << port;
        long beat = loaded[port];
        if (beat > listed[port] && !list(cycle, port)) {
            loading &= lastAnswer[port] == cycle ? -1 : ~self; // Until an answer makes room.
            return;
        }
        if (beat == visible) {
            loading &= ~self;
            starved |= self;
            return;
        }
        boolean isReal = isReal(port, beat);
        if (isReal && (requestingAny & self) != 0) {
            loading &= ~self; // Until the request is taken.
            return;
        }
        loaded[port] = beat + 1;
        int slot = (int) beat & ringMask;
        if (--unloadedPorts[slot] == 0) {
            link.places.push(cycle, 0);
        }
        if (isReal) {
            int address = link.addresses()[link.firstAddress(beat) + port];
            requestAddress[port] = address;
            requestRow[port] = BeatLink.row(beatWord[slot]);
            requesting[address >>> OFFSET_BITS & channelMask] |= self;
            requestingAny |= self;
        }
    }

    /** Puts the read in the register before it on the list of outstanding reads; false when that is full. */
    private boolean list(long cycle, int port) {
        long beat = listed[port];
        if (beat - answered[port] + (lastAnswer[port] == cycle ? 1 : 0) >= outstandingDepth) {
            return false;
        }
        if (!isReal(port, beat)) {
            listedPadding[port]++;
            padding |= 1L << port;
        }
        listed[port] = beat + 1;
        listingBefore[port] = lastListing[port];
        lastListing[port] = cycle;
        return true;
    }
}
