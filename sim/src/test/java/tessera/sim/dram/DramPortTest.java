package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tessera.models.dram.DramParams;

class DramPortTest {
    private static final DramParams SPATTEN = Channels.one("r2-hbm2-spatten");

    /** Closed bank: RCD 7 + CL 7 + burst 4 = 18 clocks; the completion is there after tick 18. */
    @Test
    void completionIsThereAfterTheTickOfItsClock() {
        DramPort port = new DramPort(SPATTEN);
        assertTrue(port.trySend(0x1000, false, 42));
        for (int clock = 0; clock < 18; clock++) {
            port.tick();
            assertFalse(port.hasCompletion(), "clock " + clock);
        }
        port.tick();
        assertEquals(42, port.popCompletion());
        assertFalse(port.hasCompletion());
        assertThrows(IllegalStateException.class, port::popCompletion);
    }

    /** 32 reads wait in the queue at most; the 33rd is refused until the first has been opened. */
    @Test
    void refusesWhenTheReadQueueIsFull() {
        DramPort port = new DramPort(SPATTEN);
        for (int i = 0; i < 32; i++) {
            assertTrue(port.trySend(Channels.address(SPATTEN, 0, 0, 0, i, 0), false, i));
        }
        assertFalse(port.trySend(0, false, 32));
        port.tick();
        assertTrue(port.trySend(0, false, 32));
    }

    /** At most one read comes back per clock: two pseudo-channels' reads at once leave at successive clocks. */
    @Test
    void spattenMemoryReturnsOneReadPerClock() {
        DramPort port = new DramPort(SPATTEN);
        int returned = 0;
        int sent = 0;
        while (returned < 200) {
            while (sent < 200 && port.trySend(32L * sent, false, sent)) {
                sent++;
            }
            port.tick();
            int now = 0;
            while (port.hasCompletion()) {
                port.popCompletion();
                now++;
            }
            assertTrue(now <= 1, now + " at clock " + port.clock());
            returned += now;
        }
    }

    /** A read of a burst that waits to be written is answered from the write queue. */
    @Test
    void readOfAQueuedWriteIsAnsweredAtOnce() {
        DramPort port = new DramPort(SPATTEN);
        assertTrue(port.trySend(0x40, true, 1));
        assertTrue(port.trySend(0x40, false, 2));
        port.tick();
        assertTrue(port.hasCompletion());
        assertEquals(2, port.popCompletion());
        assertEquals(0, port.counts().reads());
    }
}
