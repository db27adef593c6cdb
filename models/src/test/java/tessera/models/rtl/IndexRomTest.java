package tessera.models.rtl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenRtlParams;

class IndexRomTest {
    private static SpAttenRtlParams params(String... overrides) {
        return Machines.load("spatten-rtl", List.of(overrides)).as(SpAttenRtlParams.class, "spatten-rtl");
    }

    private static int[] line(IndexRom rom, int line, int ports) {
        int[] indices = new int[ports];
        for (int port = 0; port < ports; port++) {
            indices[port] = rom.index(line, port);
        }
        return indices;
    }

    @Test
    void fourPortsStartAsInTheReleasedTable() {
        IndexRom rom = new IndexRom(params());
        assertArrayEquals(new int[] {0, 2, 6, 7}, line(rom, 0, 4));
        assertArrayEquals(new int[] {4, 5, 6, 10}, line(rom, 1, 4));
        assertArrayEquals(new int[] {8, 9, 11, 12}, line(rom, 2, 4));
        assertArrayEquals(new int[] {12, 13, 14, 15}, line(rom, 3, 4));
    }

    @Test
    void everyLineIsASortedHalfOfItsWindow() {
        for (int downsample : new int[] {1, 4, 8}) {
            SpAttenRtlParams params = params("bandwidth_downsample=" + downsample);
            int ports = params.fetchPorts();
            IndexRom rom = new IndexRom(params);
            for (int line = 0; line < params.maxKeys() / ports - 1; line++) {
                int before = line * ports - 1;
                for (int index : line(rom, line, ports)) {
                    assertTrue(index > before && index < line * ports + 2 * ports, "line " + line + " index " + index);
                    before = index;
                }
            }
            // The last window reaches beyond the buffer and begins again at 0.
            for (int index : line(rom, params.maxKeys() / ports - 1, ports)) {
                assertTrue(index >= params.maxKeys() - ports || index < ports, "index " + index);
            }
        }
    }

    @Test
    void valuesComeFromTheGroupBehind() {
        IndexRom rom = new IndexRom(params());
        // One lane, four groups: score 0 is from group 1 of table line 0, score 3 from group 0, score 4 from line 1.
        assertEquals(2, rom.valueIndex(0, 0, false));
        assertEquals(7, rom.valueIndex(2, 0, false));
        assertEquals(0, rom.valueIndex(3, 0, false));
        assertEquals(5, rom.valueIndex(4, 0, false));
        assertEquals(4, rom.valueIndex(4, 0, true)); // the row's last score: the counter has been cleared
    }
}
