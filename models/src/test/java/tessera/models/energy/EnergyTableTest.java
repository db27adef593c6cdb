package tessera.models.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnergyTableTest {
    @Test
    void everyActionHasOneEntryWithASource() {
        EnergyTable table = EnergyTable.HBM2_45NM;
        assertEquals(
                Arrays.asList(Action.values()),
                table.entries().stream().map(EnergyTable.Entry::action).sorted().toList());
        for (EnergyTable.Entry entry : table.entries()) {
            assertTrue(
                    entry.energyPj() > 0 && entry.source().length() > 20,
                    entry.action().name());
        }
    }

    @Test
    void pricesCountsTimesEntries() {
        // 1 KiB read: 8192 bits x 3.48 pJ + one activation of 909 pJ = 29,417.16 pJ, i.e. 3.59 pJ a bit.
        ActionCounts counts = new ActionCounts(Map.of(Action.DRAM_READ_BIT, 8192L, Action.DRAM_ACTIVATE, 1L));
        assertEquals(29_417.16, EnergyTable.HBM2_45NM.totalPj(counts), 1e-6);
        assertEquals(2 * 29_417.16, EnergyTable.HBM2_45NM.totalPj(counts.plus(counts)), 1e-6);
        assertEquals(0, EnergyTable.HBM2_45NM.totalPj(ActionCounts.NONE));
        assertThrows(IllegalArgumentException.class, () -> new ActionCounts(Map.of(Action.DIVISION, -1L)));
    }
}
