package tessera.sim.spatten;

import tessera.sim.kernel.Component;

/**
 * What the fetcher knows of one memory channel: the bursts that wait to be sent, those under way (answered in order), and
 * the answer that is coming in. Of a memory that answers with tags it keeps the waiting ones only.
 */
final class ChannelQueue {
    private static final int STREAM_SHIFT = 32;

    /** Ring: bursts under way, oldest first, then waiting ones. */
    private final long[] address;

    private final long[] tag;
    private final int mask;
    private int head;
    private int underWay;
    private int taggedUnderWay;
    private int waiting;

    /** The answer at hand: bursts of it that are still to come, when the next does, cycles between them. */
    private int coming;

    private long nextArrival = Component.IDLE;
    private long interval;

    /**
     * @param waitingLimit bursts that wait at most
     * @param underWayLimit bursts under way at most
     */
    ChannelQueue(int waitingLimit, int underWayLimit) {
        int slots = Integer.highestOneBit(waitingLimit + underWayLimit) * 2;
        this.address = new long[slots];
        this.tag = new long[slots];
        this.mask = slots - 1;
    }

    static int stream(long tag) {
        return (int) (tag >>> STREAM_SHIFT);
    }

    static int slot(long tag) {
        return (int) tag;
    }

    int waitingCount() {
        return waiting;
    }

    int underWayCount() {
        return underWay + taggedUnderWay;
    }

    /** Puts a burst of a stream in line; {@code slot} is the stream's. */
    void add(long burstAddress, int stream, int slot) {
        int at = head + underWay + waiting++ & mask;
        address[at] = burstAddress;
        tag[at] = (long) stream << STREAM_SHIFT | slot;
    }

    /** The tag of the first in line. */
    long firstTag() {
        return tag[head + underWay & mask];
    }

    /** Sends the first in line to a memory that answers with tags: from now on only its number counts. */
    long sendTagged() {
        long first = address[head & mask];
        head = head + 1 & mask;
        taggedUnderWay++;
        waiting--;
        return first;
    }

    /** A tagged burst has come. */
    void arriveTagged() {
        taggedUnderWay--;
    }

    /** Sends the first {@code count} of those in line; the address of the first. */
    long send(int count) {
        long first = address[head + underWay & mask];
        underWay += count;
        waiting -= count;
        return first;
    }

    /** An answer for the oldest {@code count} under way has begun to come in. */
    void answer(long cycle, int count, long cyclesBetween) {
        coming = count;
        nextArrival = cycle;
        interval = cyclesBetween;
    }

    /** When the next burst of the answer at hand comes, IDLE without one. */
    long nextArrival() {
        return nextArrival;
    }

    /** Takes the burst that has come: its stream and slot. */
    long arrive() {
        long arrived = tag[head];
        head = head + 1 & mask;
        underWay--;
        nextArrival = --coming == 0 ? Component.IDLE : nextArrival + interval;
        return arrived;
    }
}
