package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.machine.RtlMemoryParams;
import tessera.sim.stat.StatGroup;

/** One memory channel, cycle by cycle. Address bit 9: pseudo channel; 10-11 group; 12-13 bank; 14 on: row. */
class MemoryPortTest {
    private static final int PSEUDO = 1 << 9;
    private static final int ROW = 1 << 14;

    private final RtlMemoryParams params = RtlMachines.params().memory();
    private final StatGroup stats = new StatGroup("channel");
    private final MemoryPort port = new MemoryPort(params, new RowNotes(1), stats);

    /** Sends reads one after the other from cycle 0 on; the cycles in which each response is on the output. */
    private List<Integer> responses(int... addresses) {
        List<Integer> cycles = new ArrayList<>();
        int next = 0;
        for (int cycle = 0; cycles.size() < addresses.length; cycle++) {
            assertTrue(cycle < 10_000, "no end");
            if (port.hasResponse()) {
                cycles.add(cycle);
                port.takeResponse();
            }
            boolean sends = next < addresses.length && port.isReady();
            if (sends) {
                port.edge(cycle, addresses[next++], 0);
            } else if (port.isDue(cycle)) {
                port.edge(cycle);
            }
        }
        return cycles;
    }

    private int count(String name) {
        port.finish(10_000);
        return stats.value(name).intValue();
    }

    @Test
    void aReadOfAClosedRowTakesActivateReadBurstAndTheTwoEdgesOfThePort() {
        // Activate 0, read 7, data complete 7 + 7 + 4 = 18; popped at edge 19, on the output in cycle 20.
        assertEquals(List.of(20), responses(0));
    }

    @Test
    void readsOfAnOpenRowFollowEachOtherByABurst() {
        assertEquals(List.of(20, 24, 28), responses(0, 32, 64));
    }

    @Test
    void pseudoChannelsShareTheCommandSlotsOnly() {
        // Activates at 0 and 2 (an activate takes two command slots), reads at 7 and 9.
        assertEquals(List.of(20, 22), responses(0, PSEUDO));
    }

    @Test
    void anotherRowOfTheSameBankWaitsForRasAndPrecharge() {
        // Read of row 0 at 7; precharge at 17 (nRAS), activate 24, read 31, data 42, output 44.
        assertEquals(List.of(20, 44), responses(0, ROW));
        assertEquals(1, count("precharges"));
    }

    @Test
    void aReadWhoseRowWasOpenedForItGoesFirst() {
        // Row 1 of bank 0 arrives second and must wait; its precharge is dropped while row 0 still has its own read to
        // come.
        List<Integer> responses = responses(0, ROW, 32);
        // Row 0 is activated at 0 and read at 7 and, a hit, at 11. Only then row 1: precharge 17, activate 24, read 31.
        assertEquals(List.of(20, 24, 44), responses);
        assertEquals(1, count("row_hits"));
    }

    @Test
    void sixteenReadsAreOutstandingAndTheSeventeenthBlocksTheChannel() {
        for (int i = 0; i < 16; i++) {
            assertTrue(port.isReady());
            port.edge(i, 32 * i, 0);
        }
        assertTrue(port.isReady());
        port.edge(16, 32 * 16, 0); // taken from the crossbar, refused by the limit
        assertFalse(port.isReady());
        // The first data is complete at 18, but the limit falls when its response is popped, at 19: sent at 20.
        for (int cycle = 17; cycle < 20; cycle++) {
            port.edge(cycle);
            assertFalse(port.isReady(), "cycle " + cycle);
        }
        port.edge(20);
        assertTrue(port.isReady());
    }

    @Test
    void aResponseThatNobodyTakesKeepsTheLimitUp() {
        for (int i = 0; i < 17; i++) {
            port.edge(i, 32 * i, 0);
        }
        for (int cycle = 17; cycle < 100; cycle++) {
            port.edge(cycle); // one response is popped into the output register, and stays there
        }
        assertTrue(port.isReady()); // the 17th read got the first one's place
        port.edge(100, 32 * 17, 0);
        port.edge(101);
        assertFalse(port.isReady()); // the 18th does not: no second response could be popped
        port.takeResponse();
        port.edge(102);
        port.edge(103);
        assertTrue(port.isReady());
    }
}
