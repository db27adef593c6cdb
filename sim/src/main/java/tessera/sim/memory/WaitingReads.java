package tessera.sim.memory;

import java.util.Arrays;
import tessera.sim.dram.DramWait;

/**
 * The reads inside a channel: the tag of each, and how many cycles the channel had charged to each cause when it came in,
 * so that the cause of most of its time is known when it leaves. Slots are given and taken back.
 */
final class WaitingReads {
    private final long[] tag;
    /** Slot x cause → cycles charged to the cause before the read came in. */
    private final long[] before;
    /** Cause → cycles charged so far. */
    private final long[] charged = new long[DramWait.COUNT];

    private final int[] free;
    private int count;

    WaitingReads(int limit) {
        tag = new long[limit];
        before = new long[limit * DramWait.COUNT];
        free = new int[limit];
        Arrays.setAll(free, slot -> slot);
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == free.length;
    }

    /** The slot that the next {@link #add} takes. */
    int nextSlot() {
        return free[count];
    }

    void add(long newTag) {
        int slot = free[count++];
        tag[slot] = newTag;
        System.arraycopy(charged, 0, before, slot * DramWait.COUNT, DramWait.COUNT);
    }

    void remove(int slot) {
        free[--count] = slot;
    }

    long tag(int slot) {
        return tag[slot];
    }

    void charge(DramWait cause, long cycles) {
        charged[cause.ordinal()] += cycles;
    }

    /** Ordinal of the cause that most of the read's time was charged to; of several the first. */
    int mainCause(int slot) {
        int best = DramWait.LATENCY.ordinal();
        long most = -1;
        for (int cause = 0; cause < DramWait.COUNT; cause++) {
            long cycles = charged[cause] - before[slot * DramWait.COUNT + cause];
            if (cycles > most) {
                most = cycles;
                best = cause;
            }
        }
        return best;
    }
}
