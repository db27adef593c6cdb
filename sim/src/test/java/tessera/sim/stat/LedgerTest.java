package tessera.sim.stat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.sim.kernel.SimulationException;

class LedgerTest {
    private final StatGroup group = new StatGroup("qk");
    private final Ledger<Activity> ledger = group.ledger("cycles", "cycles of the QK unit", Activity.values());

    @Test
    void chargesEachCycleToOneCause() {
        ledger.enter(Activity.BUSY, 3);
        ledger.enter(Activity.BUSY, 4);
        ledger.enter(Activity.WAIT_OUTPUT, 10);
        ledger.enter(Activity.BUSY, 15);
        ledger.close(20);
        // wait_input [0,3), busy [3,10) and [15,20), wait_output [10,15)
        assertEquals("""
                qk.cycles.wait_input 3 # cycles of the QK unit: wait input (cycles)
                qk.cycles.busy 12 # cycles of the QK unit: busy (cycles)
                qk.cycles.wait_output 5 # cycles of the QK unit: wait output (cycles)
                qk.cycles.total 20 # cycles of the QK unit: all (cycles)
                """, group.text());
    }

    @Test
    void mayBeEnteredAgainInTheSameCycle() {
        ledger.enter(Activity.BUSY, 5);
        ledger.enter(Activity.WAIT_OUTPUT, 5);
        ledger.close(5);
        assertEquals(5, ledger.cycles(Activity.WAIT_INPUT));
        assertEquals(5, ledger.total());
    }

    @Test
    void refusesToRunBackwardsOrToBeReadWhileOpen() {
        ledger.enter(Activity.BUSY, 5);
        assertEquals(
                "ledger 'cycles': an interval from 5 to 4 runs backwards",
                assertThrows(SimulationException.class, () -> ledger.enter(Activity.WAIT_INPUT, 4))
                        .getMessage());
        assertEquals(
                "ledger 'qk.cycles' is still open: close it in Component.finish(endCycle)",
                assertThrows(SimulationException.class, group::text).getMessage());
        ledger.close(9);
        assertEquals(
                "ledger 'cycles': an interval from 9 to 12 after the account was closed",
                assertThrows(SimulationException.class, () -> ledger.close(12)).getMessage());
    }

    @Test
    void timelineGetsTheIntervalsOfLedgersAndTracks() {
        StatGroup dram = group.group("dram").clockedAt(500);
        Track bursts = dram.track("bursts");
        int read = bursts.label("read");
        int write = bursts.label("write");
        TimelineRecorder recorder = new TimelineRecorder(100);
        group.attach(recorder, 1_000);
        bursts.interval(write, 2, 6);
        ledger.enter(Activity.BUSY, 3);
        bursts.interval(read, 8, 8);
        bursts.interval(read, 8, 9);
        ledger.close(7);
        assertEquals(
                List.of(
                        new TimelineRecorder.Interval("qk.cycles", "wait_input", 0, 3_000),
                        new TimelineRecorder.Interval("qk.cycles", "busy", 3_000, 7_000),
                        new TimelineRecorder.Interval("qk.dram.bursts", "write", 1_000, 3_000),
                        new TimelineRecorder.Interval("qk.dram.bursts", "read", 4_000, 4_500)),
                recorder.intervals());
    }

    @Test
    void recorderDropsAndCountsWhatFindsNoRoom() {
        TimelineRecorder recorder = new TimelineRecorder(100);
        Track track = group.track("tiles");
        int tile = track.label("tile");
        group.attach(recorder, 1);
        for (long cycle = 0; cycle < 130; cycle++) {
            track.interval(tile, cycle, cycle + 1);
        }
        assertEquals(100, recorder.intervals().size());
        assertEquals(30, recorder.droppedCount());
    }
}
