package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.models.machine.SpAttenRtlParams;

/**
 * Cycles measured on the released RTL under Verilator, for people without the reference data: default machine, 8-bit
 * vectors, all values used, no refetch unless said.
 */
class MeasuredRowsTest {
    @ParameterizedTest
    @CsvSource({
        // keys, rows, cycles
        "8, 1, 1157",
        "64, 1, 1334",
        "256, 1, 1928",
        "1024, 1, 5059",
        "2048, 1, 9322",
        "8, 16, 3282",
        "64, 16, 5614",
        "256, 16, 18033",
        "1024, 16, 68999"
    })
    void equalRows(int keys, int rows, long cycles) {
        SpAttenRtlParams params = RtlMachines.params();
        String row = keys + "," + keys + ",8,8,False,0\n";
        assertEquals(
                cycles,
                RtlMachines.run(params, RtlMachines.rows(params, row.repeat(rows)))
                        .cycles());
    }

    @ParameterizedTest
    @CsvSource({
        // multipliers, downsample, cycles of 993 keys and values, refetched
        "64, 8, 6209",
        "64, 4, 4509",
        "64, 1, 4274",
        "128, 8, 6132"
    })
    void oneRefetchedRowOnEachConfiguration(int multipliers, int downsample, long cycles) {
        SpAttenRtlParams params =
                RtlMachines.params("num_multipliers=" + multipliers, "bandwidth_downsample=" + downsample);
        RtlResult result = RtlMachines.run(params, RtlMachines.rows(params, "993,993,8,8,True,97\n"));
        assertEquals(cycles, result.cycles());
        assertEquals(32, result.acceptCycle(0));
        // 1000 keys and values of 64 bytes in 32-byte reads, and 1000 low halves of 32 bytes.
        assertEquals(5000, result.dramReads());
    }
}
