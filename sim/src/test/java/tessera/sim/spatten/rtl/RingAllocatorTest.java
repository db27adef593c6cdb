package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RingAllocatorTest {
    /** 16 cycles of reset and one for each of 16 handles: ready at cycle 32. */
    private static final long READY = 32;

    private static RingAllocator ring(int lines) {
        return new RingAllocator(RtlMachines.params("num_bufline=" + lines));
    }

    @Test
    void answersFromCycle32On() {
        RingAllocator ring = ring(64);
        assertFalse(ring.canAllocate(READY - 1, 8));
        assertTrue(ring.canAllocate(READY, 8));
    }

    @Test
    void aReleasedRunIsUsableFourCyclesLater() {
        RingAllocator ring = ring(64);
        ring.allocate(64);
        ring.release(100, 0);
        for (long cycle = 100; cycle < 104; cycle++) {
            assertFalse(ring.canAllocate(cycle, 64), "cycle " + cycle);
            ring.retire(cycle);
        }
        assertTrue(ring.canAllocate(104, 64));
    }

    @Test
    void runsComeBackInOrderAndOneACycle() {
        RingAllocator ring = ring(64);
        ring.allocate(32);
        ring.allocate(32);
        ring.release(50, 1); // the younger one first: it must wait
        for (long cycle = 50; cycle < 60; cycle++) {
            ring.retire(cycle);
        }
        assertFalse(ring.canAllocate(60, 1));
        ring.release(60, 0);
        for (long cycle = 60; cycle < 64; cycle++) {
            ring.retire(cycle);
        }
        assertTrue(ring.canAllocate(64, 32));
        assertFalse(ring.canAllocate(64, 33));
        ring.retire(64);
        assertTrue(ring.canAllocate(65, 64));
    }

    @Test
    void startsWrapAndHandlesRunOut() {
        RingAllocator ring = ring(64);
        for (int i = 0; i < 16; i++) {
            assertEquals(i * 2, ring.nextStart());
            assertEquals(i, ring.nextHandle());
            ring.allocate(2);
        }
        assertFalse(ring.canAllocate(READY, 2)); // half of the lines are free, but no handle
        assertFalse(ring.canAllocate(READY, 0));
        ring.release(40, 0);
        ring.retire(43);
        assertTrue(ring.canAllocate(44, 34));
        ring.allocate(34); // lines 32 … 63, 0, 1
        ring.release(44, 1);
        ring.retire(47);
        assertEquals(2, ring.nextStart());
    }
}
