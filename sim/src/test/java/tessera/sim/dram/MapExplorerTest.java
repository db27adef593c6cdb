package tessera.sim.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.dram.DramParams;
import tessera.models.dram.DramPresets;
import tessera.models.dram.stream.AddressStream;
import tessera.models.dram.stream.AddressStreams;

class MapExplorerTest {
    /** Three fields below the row: 3! orders, each plain and with XOR; the preset's own is one of them. */
    @Test
    void triesEveryOrderWithAndWithoutXor() {
        List<String> maps = new MapExplorer(DramPresets.params("r2-ddr4-b")).candidates();
        assertEquals(12, maps.size());
        assertEquals("row.bank.bankgroup.col", maps.get(0));
        assertTrue(maps.contains("row.col.bankgroup.bank; bankgroup ^= row[1:0]; bank ^= row[3:2]"), maps.toString());
    }

    /** A sequential stream is bound by CCD_L with columns below the bank group, and not with the bank group lowest. */
    @Test
    void ranksInterleavedBankGroupsFirstForASequentialStream() {
        DramParams params = DramPresets.params("r2-ddr4-b");
        AddressStream stream = AddressStreams.open("seq:n=4096", 64, 1);
        List<MapExplorer.Ranked> ranked = new MapExplorer(params).rank(stream, Injection.parse("sat"));
        assertTrue(ranked.get(0).map().contains("bankgroup"), ranked.get(0).map());
        assertTrue(ranked.get(0).result().bandwidthGbPerS() > 23, ranked.get(0).toString());
        assertTrue(ranked.get(ranked.size() - 1).result().bandwidthGbPerS() < 17);
        for (int i = 1; i < ranked.size(); i++) {
            assertTrue(ranked.get(i - 1).result().cycles()
                    <= ranked.get(i).result().cycles());
        }
    }
}
