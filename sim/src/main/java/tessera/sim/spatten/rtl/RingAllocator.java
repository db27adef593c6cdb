package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;

/**
 * Hands out runs of buffer lines in ring order under a limited number of handles, and takes them back in the same order.
 * From a release to usable space are four cycles: the release flag is written (1), read at the ring's head (2, 3), and the
 * head moves (4).
 */
final class RingAllocator {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int RETIRE_DELAY_CYCLES = 3;

    private final int capacity;
    private final long firstCycle;
    private final int[] sizes;
    private final long[] retireCycle;
    private int headHandle;
    private int tailHandle;
    private int liveHandles;
    private int tailLine;
    private int occupiedLines;

    RingAllocator(SpAttenRtlParams params) {
        this.capacity = params.bufferLines();
        this.firstCycle = params.firstAcceptCycle();
        this.sizes = new int[params.handles()];
        this.retireCycle = new long[params.handles()];
    }

    /** Whether a request is answered in this cycle; one of size 0 (a follower in a run) needs a free handle too. */
    boolean canAllocate(long cycle, int size) {
        return cycle >= firstCycle && liveHandles < sizes.length && occupiedLines + size <= capacity;
    }

    /** First line of the next run. */
    int nextStart() {
        return tailLine;
    }

    /** Handle of the next run. */
    int nextHandle() {
        return tailHandle;
    }

    /** Takes the next run, of at least one line. */
    void allocate(int size) {
        sizes[tailHandle] = size;
        retireCycle[tailHandle] = NEVER;
        tailHandle = tailHandle + 1 == sizes.length ? 0 : tailHandle + 1;
        liveHandles++;
        tailLine = tailLine + size & capacity - 1;
        occupiedLines += size;
    }

    void release(long cycle, int handle) {
        retireCycle[handle] = cycle + RETIRE_DELAY_CYCLES;
    }

    /** The end of each cycle: the oldest run goes back when its time has come. */
    void retire(long cycle) {
        if (liveHandles > 0 && retireCycle[headHandle] <= cycle) {
            occupiedLines -= sizes[headHandle];
            headHandle = headHandle + 1 == sizes.length ? 0 : headHandle + 1;
            liveHandles--;
        }
    }
}
