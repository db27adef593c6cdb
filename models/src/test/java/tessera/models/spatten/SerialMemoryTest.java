package tessera.models.spatten;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.dram.AddressField;
import tessera.models.machine.DramMemoryParams;
import tessera.models.machine.Machines;

class SerialMemoryTest {
    private static final int[] ONE = {0};
    private static final int BURST_BITS = 32 * 8;

    private static DramMemoryParams dram(String... overrides) {
        return (DramMemoryParams) Machines.load("spatten-hpca21", new ArrayList<>(List.of(overrides)))
                .spAtten()
                .memory();
    }

    private static long address(DramMemoryParams memory, int bank, int row, int column) {
        int[] fields = new int[AddressField.COUNT];
        fields[AddressField.BANK.ordinal()] = bank;
        fields[AddressField.ROW.ordinal()] = row;
        fields[AddressField.COLUMN.ordinal()] = column;
        return memory.dram().map().encode(fields);
    }

    @Test
    void aBurstPaysForTheStateOfItsBank() {
        DramMemoryParams params = dram("dram.map=row.bank.bankgroup.pc.col.ch");
        SerialMemory memory = SerialMemory.of(params);
        // Closed: activate (2 clocks, tRCD counts from the second) 1 + 14, read CL 14 + burst 2, there and back 2.
        assertEquals(new Fetch(1, 33), memory.fetch(ONE, 1, BURST_BITS, address(params, 0, 0, 0)));
        // Open: 14 + 2 + 2.
        assertEquals(new Fetch(1, 18), memory.fetch(ONE, 1, BURST_BITS, address(params, 0, 0, 5)));
        // Another row: activated at 0, tRAS 34 is over at 51; tRP 14 + 31 + 2.
        assertEquals(new Fetch(1, 47), memory.fetch(ONE, 1, BURST_BITS, address(params, 0, 1, 0)));
        // At once the next: now 98, activated at 51 + 14 = 65, tRAS holds its precharge back to 99.
        assertEquals(new Fetch(1, 48), memory.fetch(ONE, 1, BURST_BITS, address(params, 0, 2, 0)));
    }

    @Test
    void refreshClosesRowsAndItsTimeIsNotCounted() {
        DramMemoryParams params = dram();
        SerialMemory memory = SerialMemory.of(params);
        long address = address(params, 0, 0, 0);
        memory.fetch(ONE, 1, BURST_BITS, address);
        memory.pass(3900 - 350 - 14 - 33 - 1);
        assertEquals(18, memory.fetch(ONE, 1, BURST_BITS, address).serialCycles());
        assertEquals(33, memory.fetch(ONE, 1, BURST_BITS, address).serialCycles());
    }

    @Test
    void idealMemoryKnowsLatencyAndRateOnly() {
        // 31 cycles and 2 of Fifos a burst, 3 bursts for a vector of 96 bytes.
        SerialMemory memory = SerialMemory.of(Machines.load("spatten-hpca21", List.of("dram.preset=ideal"))
                .spAtten()
                .memory());
        assertEquals(new Fetch(6, 6 * 33), memory.fetch(new int[] {3, 4}, 2, 64 * 12, 0));
    }
}
