package tessera.models.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.models.spatten.WorkloadWork;
import tessera.traces.workload.SpattenWorkload;

class SpAttenBoundsTest {
    private static final String HEADER = "key_fetch_num,value_fetch_num,quant_key_bit,quant_value_bit,if_requant\n";

    private static SpAttenBounds bounds(String rows, String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("dram.preset=ideal");
        SpAttenParams machine = Machines.load("spatten-hpca21", all).spAtten();
        SpAttenWork work = WorkloadWork.of(SpattenWorkload.parse("w.csv", HEADER + rows), machine, 1);
        return SpAttenBounds.of(machine, work);
    }

    @Test
    void derivesOneDenseRowByHand() {
        // 1024 keys and values of 64 x 12 bit = 3 bursts each: 6144 bursts, 384 a channel, one a cycle; the last starts
        // 383 after the first: 383, then its data 31 later, then the output 7 later: 421 = lower bound.
        SpAttenBounds bounds = bounds("1024,1024,-1,-1,False\n");
        assertEquals("memory", bounds.bottleneck());
        assertEquals(383, bounds.unitCycles().get("memory"));
        assertEquals(128, bounds.unitCycles().get("query_key"));
        assertEquals(0, bounds.unitCycles().get("top_k"));
        assertEquals(383 + 31 + 7, bounds.lowerBoundCycles());
        // Serial: 3072 bursts x (31 + 2) + 2 hops, 128 + 8 + 51 for the pass; values: 3072 x 33 + 1 hop + 128 during
        // which
        // the division is hidden; 5 hops; at the end output 7 + 1.
        assertEquals(3072 * 33 + 2 + 187 + 3072 * 33 + 1 + 128 + 5 + 8, bounds.serialCycles());
    }

    @Test
    void selectionStandsBetweenInSerialTime() {
        // 16 keys of 64 x 8 bit, 4 values, top-k given: all equal draws aside, selection cycles s: filter 1, values 8.
        SpAttenBounds all = bounds("16,16,8,8,False\n");
        SpAttenBounds some = bounds("16,4,8,8,False\n");
        assertEquals(0, all.unitCycles().get("top_k"));
        long topK = some.unitCycles().get("top_k");
        assertTrue(topK >= 5, "one round of 1 + 3 cycles and the filter pass");
        // all: max(36 + 2, 32 * 33 + 1 + 2); some: 36 + 2 + top-k + 8 * 33 + 1 + 1.
        assertEquals((36 + 2 + topK + 8 * 33 + 1 + 1) - (32 * 33 + 1 + 2), some.serialCycles() - all.serialCycles());
    }

    @Test
    void theNarrowestOfBusSlotsAndBurstsUnderWayDecides() {
        // 8 keys and values of 96 B: 48 bursts, 3 a channel. Bus: 2. One slot of 31 cycles: 62. One burst at a time,
        // 33: 47 x 33.
        String row = "8,8,-1,-1,False\n";
        assertEquals(2, bounds(row).unitCycles().get("memory"));
        assertEquals(
                62, bounds(row, "memory.outstanding_per_channel=1").unitCycles().get("memory"));
        assertEquals(
                47 * 33, bounds(row, "fetch.outstanding_limit=1").unitCycles().get("memory"));
    }

    @Test
    void aRefetchedRowPassesTwice() {
        SpAttenBounds once = bounds("800,800,8,8,False\n");
        SpAttenBounds twice = bounds("800,800,8,8,True\n");
        assertEquals(2 * once.unitCycles().get("query_key"), twice.unitCycles().get("query_key"));
        assertEquals(once.unitCycles().get("divide"), twice.unitCycles().get("divide"));
        assertTrue(twice.lowerBoundCycles() > once.lowerBoundCycles());
    }
}
