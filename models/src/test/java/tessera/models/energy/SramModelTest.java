package tessera.models.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SramModelTest {
    @Test
    void meetsItsSource() {
        // Horowitz: 64 bits of 8 KiB 10 pJ, of 32 KiB 20 pJ.
        assertEquals(10, 64 * SramModel.bitPj(8192), 1e-9);
        assertEquals(20, 64 * SramModel.bitPj(32768), 1e-9);
        // 192 KiB that give 512 x 12 bit are 96 banks of 2 KiB: half of 10 pJ a word.
        assertEquals(2048, SramModel.bankBytes(196_608, 512 * 12));
        assertEquals(5, 64 * SramModel.bitPj(2048), 1e-9);
        // 196,608 x 8 cells of 0.242 um2 in half of the area.
        assertEquals(0.7613, SramModel.areaMm2(196_608), 1e-4);
    }
}
