package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When each bank can take its next command. Bank number: bit 0 pseudo channel, bits 1-2 group, bits 3-4 bank. */
class MemoryTimingTest {
    private static final int GROUP = 1 << 1;
    private static final int BANK = 1 << 3;

    private MemoryTiming timing;

    @BeforeEach
    void build() {
        timing = new MemoryTiming(RtlMachines.params().memory());
    }

    @Test
    void anActivateHoldsBackItsBankItsGroupItsPseudoChannelAndTheRowCommands() {
        timing.activate(100, 0, 7);
        assertEquals(7, timing.openRow(0));
        assertEquals(107, timing.readReady(0)); // nRCD
        assertEquals(117, timing.prechargeReady(0)); // nRAS
        assertEquals(119, timing.activateReady(0)); // nRC
        assertEquals(103, timing.activateReady(BANK)); // nRRDL: same group
        assertEquals(102, timing.activateReady(GROUP)); // nRRDS: same pseudo channel
        assertEquals(102, timing.activateReady(1)); // the other pseudo channel: two command slots
        assertEquals(102, timing.prechargeReady(1));
        assertEquals(0, timing.readReady(1)); // reads do not need the row command slots
    }

    @Test
    void aReadHoldsBackItsPseudoChannelsBusAndItsBanksPrecharge() {
        timing.activate(100, 0, 7);
        timing.read(116, 0);
        assertEquals(120, timing.readReady(0)); // nBL
        assertEquals(120, timing.readReady(GROUP));
        assertEquals(0, timing.readReady(1));
        assertEquals(119, timing.prechargeReady(0)); // nRTPL 3 behind the read, later than nRAS
    }

    @Test
    void aPrechargeHoldsBackItsBank() {
        timing.activate(100, 0, 7);
        timing.precharge(117, 0);
        assertEquals(MemoryTiming.CLOSED, timing.openRow(0));
        assertEquals(124, timing.activateReady(0)); // nRP, later than nRC
    }

    @Test
    void aFifthActivateWaitsForTheWindowOfFour() {
        timing.activate(100, 0, 1);
        timing.activate(102, GROUP, 1);
        timing.activate(104, 2 * GROUP, 1);
        assertEquals(106, timing.activateReady(3 * GROUP));
        timing.activate(106, 3 * GROUP, 1);
        assertEquals(115, timing.activateReady(BANK)); // nFAW 15 behind the first
        assertEquals(108, timing.activateReady(1)); // not in the other pseudo channel
        timing.activate(115, BANK, 1);
        assertEquals(118, timing.activateReady(BANK + BANK)); // nRRDL; the window from 102 ends at 117
    }
}
