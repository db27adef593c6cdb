package tessera.sim.dram;

import java.util.Arrays;

/** Completions in order of their clocks; grows when full. */
final class CompletionQueue {
    private long[] ids = new long[64];
    private long[] accepted = new long[64];
    private long[] completed = new long[64];
    private int head;
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    /** Adds one that completes no earlier than those before it. */
    void add(long id, long acceptedClock, long completedClock) {
        if (count == ids.length) {
            grow();
        }
        int at = head + count & ids.length - 1;
        ids[at] = id;
        accepted[at] = acceptedClock;
        completed[at] = completedClock;
        count++;
    }

    long id() {
        return ids[head];
    }

    long acceptedClock() {
        return accepted[head];
    }

    /** Clock of the first completion; far away when there is none. */
    long completedClock() {
        return count == 0 ? Long.MAX_VALUE : completed[head];
    }

    /** Clock of the last completion added and not yet removed; the queue is not empty. */
    long lastClock() {
        return completed[head + count - 1 & ids.length - 1];
    }

    void remove() {
        head = head + 1 & ids.length - 1;
        count--;
    }

    private void grow() {
        ids = unrolled(ids);
        accepted = unrolled(accepted);
        completed = unrolled(completed);
        head = 0;
    }

    private long[] unrolled(long[] ring) {
        long[] longer = Arrays.copyOf(ring, 2 * ring.length);
        for (int i = 0; i < ring.length; i++) {
            longer[i] = ring[head + i & ring.length - 1];
        }
        return longer;
    }
}
