package tessera.sim.spatten.rtl;

/** Hands out runs of buffer lines in ring order under a limited number of handles; they come back in the same order. */
final class RingAllocator {
    private static final long NEVER = Long.MAX_VALUE;
    /** From the release to the cycle in which the head of the ring moves on. */
    private static final int RETIRE_DELAY = 3;

    private final int capacity;
    private final int[] sizes;
    private final long[] retireCycle;
    private final long readyCycle;
    private int headHandle;
    private int tailHandle;
    private int liveHandles;
    private int tailLine;
    private int occupied;

    RingAllocator(int capacity, int handles, long readyCycle) {
        this.capacity = capacity;
        this.sizes = new int[handles];
        this.retireCycle = new long[handles];
        this.readyCycle = readyCycle;
    }

    boolean canAllocate(long cycle, int size) {
        return cycle >= readyCycle && liveHandles < sizes.length && occupied + size <= capacity;
    }

    int nextStart() {
        return tailLine;
    }

    int nextHandle() {
        return tailHandle;
    }

    void allocate(int size) {
        sizes[tailHandle] = size;
        retireCycle[tailHandle] = NEVER;
        tailHandle = (tailHandle + 1) % sizes.length;
        liveHandles++;
        tailLine = (tailLine + size) % capacity;
        occupied += size;
    }

    void release(long cycle, int handle) {
        retireCycle[handle] = cycle + RETIRE_DELAY;
    }

    /** End of the cycle: the oldest run goes back, if its time has come. */
    void retire(long cycle) {
        if (liveHandles > 0 && retireCycle[headHandle] <= cycle) {
            occupied -= sizes[headHandle];
            headHandle = (headHandle + 1) % sizes.length;
            liveHandles--;
        }
    }
}
