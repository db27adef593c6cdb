package tessera.models.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DramEnergyTest {
    /**
     * Legacy HBM2, currents of one device at 1.2 V and 1 ns: activate = 1.2 (65·48 − 55·34 − 40·14) = 1.2 · 690 = 828 pJ;
     * read = 1.2 (390 − 55) 2 = 804 pJ; write = 1.2 (500 − 55) 2 = 1068 pJ; refresh = 1.2 (250 − 55) 260 = 60840 pJ.
     */
    @Test
    void powerEquationsGiveTheFiguresOfLegacyHbm2() {
        DramEnergy energy = DramPresets.params("d3-hbm2-a").energy();
        assertEquals(828, energy.activatePj(), 1e-9);
        assertEquals(804, energy.readPj(), 1e-9);
        assertEquals(1068, energy.writePj(), 1e-9);
        assertEquals(60840, energy.refreshPj(), 1e-9);
        assertEquals(66, energy.activeStandbyPjPerClock(), 1e-9);
        assertEquals(48, energy.prechargedStandbyPjPerClock(), 1e-9);
    }

    /** O'Connor et al.: 909 pJ per activate; 3.48 pJ/bit · 32 bytes · 8 = 890.88 pJ per burst. */
    @Test
    void perActionFiguresGiveThoseOfHbm2() {
        DramEnergy energy = DramPresets.params("r2-hbm2-b").energy();
        assertEquals(909, energy.activatePj(), 1e-9);
        assertEquals(890.88, energy.readPj(), 1e-9);
    }

    @Test
    void everyTableHasASource() {
        for (String name : DramPresets.names()) {
            DramEnergy energy = DramPresets.params(name).energy();
            assertFalse(energy.source().isBlank(), name);
            assertTrue(energy.isKnown() || energy.readPj() == 0, name);
        }
    }
}
