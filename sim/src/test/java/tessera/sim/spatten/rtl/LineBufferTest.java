package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.stat.StatGroup;

/** A line buffer's writer and reader, cycle by cycle. */
class LineBufferTest {
    /** 16 cycles of reset, then 64 / 2 lines of each bank are cleared: accessible from cycle 48. */
    private static final long READY = 48;

    private static final int TAG = LineRam.tag(5, false);

    private LineRam ram;
    private BufferWriter writer;
    private BufferReader reader;
    private StatGroup stats;

    @BeforeEach
    void build() {
        SpAttenRtlParams params = RtlMachines.params("num_bufline=64");
        stats = new StatGroup("buffer");
        ram = LineRam.ofKeys(params);
        writer = new BufferWriter(ram, stats);
        reader = new BufferReader(params, ram, stats);
    }

    private void step(long cycle) {
        reader.step(cycle);
        writer.step(cycle);
        writer.commit();
    }

    @Test
    void dataReachesTheRamInFourCyclesAndIsVisibleInTheNext() {
        writer.plan(0).set(10, 2, 1, TAG);
        writer.take(0, RowWord.LAST); // register 1, full during cycle 100
        for (long cycle = 100; cycle < 102; cycle++) {
            step(cycle); // to the skid and register 2, to the bank's register 3
            assertFalse(ram.matches(10, TAG), "cycle " + cycle);
        }
        writer.step(102); // the RAM's edge
        assertFalse(ram.matches(10, TAG));
        writer.commit();
        assertTrue(ram.matches(10, TAG)); // seen by reads of cycle 103
        assertFalse(writer.plan(0).isSet());
    }

    @Test
    void nothingIsWrittenBeforeTheBanksAreCleared() {
        writer.plan(0).set(0, 2, 1, TAG);
        writer.take(0, RowWord.LAST);
        for (long cycle = 20; cycle < READY; cycle++) {
            step(cycle);
        }
        assertFalse(ram.matches(0, TAG));
        step(READY);
        assertTrue(ram.matches(0, TAG));
    }

    @Test
    void twoPortsOfOneBankTakeTurns() {
        // A pair of 6-bit rows: port 0 fills lines 0, 1, …, port 1 lines 8, 9, …: always the same bank.
        writer.plan(0).set(0, 1, 2, TAG);
        writer.plan(1).set(8, 1, 2, TAG);
        writer.take(0, 0);
        writer.take(1, 0);
        long[] writtenAt = new long[16];
        for (long cycle = 100; cycle < 110; cycle++) {
            step(cycle);
            for (int line : new int[] {0, 8}) {
                if (writtenAt[line] == 0 && ram.matches(line, TAG)) {
                    writtenAt[line] = cycle;
                }
            }
        }
        assertEquals(102, writtenAt[0]);
        assertEquals(103, writtenAt[8]);
    }

    @Test
    void aReadTakesFourRegistersBehindTheRam() {
        for (int line = 0; line < 4; line++) {
            ram.write(line, TAG);
        }
        reader.plan(0, 4, TAG);
        long first = 0;
        long last = 0;
        for (long cycle = 100; last == 0; cycle++) {
            if (reader.output.isFull) {
                first = first == 0 ? cycle : first;
                last = RowWord.isLast(reader.output.take()) ? cycle : 0;
            }
            step(cycle);
        }
        // Plan 100, request 101, queue 102 (hidden while it is written), 103 to the access register, RAM at 104: out at
        // 108.
        assertEquals(108, first);
        assertEquals(111, last); // one line a cycle
        assertEquals(4, stats.value("reads").intValue());
    }

    @Test
    void aMissingLineIsPolledEveryFiveCycles() {
        reader.plan(0, 1, TAG);
        long start = 100;
        for (long cycle = start; cycle < start + 44; cycle++) {
            step(cycle);
        }
        // RAM reads at 104, 109, 114, …, 139. From the second rollback on, polls are only counted when the loop is
        // left.
        reader.leaveLoop();
        assertEquals(8, stats.value("reads").intValue());
        ram.write(0, TAG); // visible to the read of cycle 144
        for (long cycle = start + 44; cycle < start + 48; cycle++) {
            assertFalse(reader.output.isFull);
            step(cycle);
        }
        assertTrue(reader.output.isFull); // read at 144, out at 148
    }

    @Test
    void aStalledReaderKeepsItsLines() {
        for (int line = 0; line < 20; line++) {
            ram.write(line, TAG);
        }
        reader.plan(0, 20, TAG);
        for (long cycle = 100; cycle < 200; cycle++) {
            step(cycle); // nobody takes
        }
        int taken = 0;
        for (long cycle = 200; cycle < 300; cycle++) {
            if (reader.output.isFull) {
                reader.output.take();
                taken++;
            }
            step(cycle);
        }
        assertEquals(20, taken);
        assertEquals(20, stats.value("reads").intValue());
    }
}
