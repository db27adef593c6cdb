package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tessera.models.bound.RtlBounds;
import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;

/**
 * Every reference run of the released RTL: cycles in total and of every row, memory reads, and reads and writes of both
 * buffers, to the last one. Where it is not known which forced refetches were skipped, a run is checked for its bounds only.
 */
class ReferenceRunsTest {
    /** The buffers' bits are spread over so many RAMs, and the data count each RAM's accesses. */
    private static final int BIT_RAMS = SpAttenRtlParams.ELEMENT_BITS;

    @TestFactory
    Stream<DynamicTest> everyRunIsExact() throws IOException {
        List<ReferenceRun> runs = ReferenceRun.all();
        assertFalse(runs.isEmpty());
        return runs.stream().map(run -> DynamicTest.dynamicTest(run.name(), () -> check(run)));
    }

    private static void check(ReferenceRun run) {
        SpAttenRtlParams params = run.params();
        RtlWorkload workload = run.workload();
        RtlResult result = RtlMachines.run(params, workload);
        RtlBounds bounds = RtlBounds.of(params, workload);
        assertTrue(
                bounds.lowerBoundCycles() <= result.cycles() && result.cycles() <= bounds.serialCycles(), "" + bounds);
        if (!run.isKnown()) {
            return;
        }
        for (int row = 0; row < workload.rowCount(); row++) {
            assertEquals(run.ofRow(row, "accept_cycle"), result.acceptCycle(row), "accept cycle of row " + row);
            assertEquals(run.ofRow(row, "complete_cycle"), result.completeCycle(row), "complete cycle of row " + row);
        }
        assertEquals(run.total("total_cycles"), result.cycles());
        assertEquals(run.total("dram_requests"), result.dramReads());
        assertEquals(run.total("keybuf_bitram_reads"), BIT_RAMS * result.keyLineReads());
        assertEquals(run.total("valbuf_bitram_reads"), BIT_RAMS * result.valueLineReads());
        assertEquals(run.total("keybuf_bitram_writes"), BIT_RAMS * count(result, "key_buffer.writes"));
        assertEquals(run.total("valbuf_bitram_writes"), BIT_RAMS * count(result, "value_buffer.writes"));
    }

    private static long count(RtlResult result, String path) {
        return result.stats().value(path).longValue();
    }
}
