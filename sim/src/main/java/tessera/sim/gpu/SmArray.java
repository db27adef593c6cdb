package tessera.sim.gpu;

import tessera.sim.kernel.Component;
import tessera.sim.stat.Track;

/**
 * The SMs and the work distributor that feeds them: one component, because a finished CTA's slot is refilled in the same
 * cycle. Slots take CTAs in launch order, or by fixed strides. All running CTAs share the HBM: when together they ask for
 * more than it gives, all slow down alike, which a virtual clock expresses: it runs slower than cycles then.
 *
 * <p>Where all slots fall free at once and the next CTAs are all alike, whole waves are done in one step.
 */
final class SmArray implements Component {
    private static final int SLOT_BITS = 16;

    private final Grid grid;
    private final boolean isStriding;
    private final int slotCount;
    private final long startCycles;
    private final long hbmShareOfCta;
    private final long hbmShareOfGpu;
    private final Track[] tracks;

    /** Heap of running slots: virtual finish time, then slot, in one number. */
    private final long[] heap;

    private int running;
    private final int[] freed;
    private final long[] startedAt;
    private final long[] nextOfSlot;
    private long nextCta;
    private long virtualNow;
    private long nextEvent;
    private boolean hasStarted;
    private long busyCycles;
    private long slowedCycles;

    /**
     * @param hbmShareOfCta bytes that a running CTA moves in a unit of time, and {@code hbmShareOfGpu} what the HBM gives
     * @param tracks one per slot, or none
     */
    SmArray(
            Grid grid,
            int slotCount,
            boolean isStriding,
            long startCycles,
            long hbmShareOfCta,
            long hbmShareOfGpu,
            Track[] tracks) {
        this.grid = grid;
        this.slotCount = slotCount;
        this.isStriding = isStriding;
        this.startCycles = startCycles;
        this.hbmShareOfCta = hbmShareOfCta;
        this.hbmShareOfGpu = hbmShareOfGpu;
        this.tracks = tracks;
        this.heap = new long[slotCount];
        this.freed = new int[slotCount];
        this.startedAt = new long[slotCount];
        this.nextOfSlot = new long[slotCount];
    }

    @Override
    public long step(long cycle) {
        if (cycle < nextEvent) {
            return nextEvent; // came early
        }
        int freedCount = hasStarted ? release(cycle) : everySlot();
        if (hasStarted && freedCount == slotCount) {
            freedCount = wholeWaves(cycle);
        }
        for (int i = 0; i < freedCount; i++) {
            refill(freed[i], cycle);
        }
        hasStarted = true;
        if (running == 0) {
            nextEvent = IDLE;
            return IDLE;
        }
        nextEvent = cycle + cyclesUntil(heap[0] >> SLOT_BITS);
        return nextEvent;
    }

    private int everySlot() {
        for (int slot = 0; slot < slotCount; slot++) {
            freed[slot] = slot;
            nextOfSlot[slot] = slot;
        }
        return slotCount;
    }

    /** Takes the CTAs that end now off their slots; the slots come in ascending order. */
    private int release(long cycle) {
        virtualNow = heap[0] >> SLOT_BITS;
        int count = 0;
        while (running > 0 && heap[0] >> SLOT_BITS == virtualNow) {
            int slot = (int) (heap[0] & ((1 << SLOT_BITS) - 1));
            pop();
            busyCycles += cycle - startedAt[slot];
            if (tracks.length > 0) {
                tracks[slot].interval(0, startedAt[slot], cycle);
            }
            freed[count++] = slot;
        }
        return count;
    }

    private void refill(int slot, long cycle) {
        long cta = isStriding ? nextOfSlot[slot] : nextCta;
        if (cta >= grid.ctaCount()) {
            return;
        }
        nextOfSlot[slot] += slotCount;
        nextCta++;
        start(slot, grid.cycles(cta), cycle);
    }

    /** All slots are free: as many equal waves as there are, but the last, are put on them at once. */
    private int wholeWaves(long cycle) {
        long waves = grid.alikeFrom(nextCta) / slotCount - 1;
        if (waves < 1) {
            return slotCount;
        }
        long cycles = Math.multiplyExact(waves, grid.cycles(nextCta));
        for (int slot = 0; slot < slotCount; slot++) {
            nextOfSlot[slot] += waves * slotCount;
            start(slot, cycles, cycle);
        }
        nextCta += waves * slotCount;
        return 0;
    }

    private void start(int slot, long cycles, long cycle) {
        startedAt[slot] = cycle;
        long extra = hasStarted ? 0 : startCycles;
        push((virtualNow + cycles + extra) << SLOT_BITS | slot);
    }

    /** Cycles until the virtual clock shows {@code time}. */
    private long cyclesUntil(long time) {
        long virtual = time - virtualNow;
        long demand = running * hbmShareOfCta;
        if (demand <= hbmShareOfGpu) {
            return virtual;
        }
        long cycles = Math.multiplyHigh(virtual, demand) == 0
                ? (virtual * demand + hbmShareOfGpu - 1) / hbmShareOfGpu
                : Math.multiplyExact(virtual / hbmShareOfGpu + 1, demand);
        slowedCycles += cycles - virtual;
        return cycles;
    }

    @Override
    public boolean hasPendingWork() {
        return running > 0;
    }

    /** Cycles of slots with a CTA in them, over all slots. */
    long busyCycles() {
        return busyCycles;
    }

    /** Cycles by which the HBM held the whole GPU up. */
    long slowedCycles() {
        return slowedCycles;
    }

    private void push(long key) {
        int at = running++;
        while (at > 0 && heap[(at - 1) / 2] > key) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = key;
    }

    private void pop() {
        long last = heap[--running];
        int at = 0;
        int child = 1;
        while (child < running) {
            if (child + 1 < running && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
            child = 2 * at + 1;
        }
        heap[at] = last;
    }
}
