package tessera.models.spatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tessera.models.machine.Machines;
import tessera.models.machine.SpAttenParams;
import tessera.models.machine.TopKParams;
import tessera.models.machine.TopKParams.Engine;

class TopKAreaTest {
    private static final double NEAR = 1e-6;

    private static TopKParams engine(Engine engine, int capacity, int lanes, int digitBits) {
        return new TopKParams(engine, 1, capacity, lanes, 12, 3, digitBits);
    }

    @Test
    void areaIsThatOfTheTableBroughtToTheModelsNodeWithItsMemoriesAsSram() {
        // 205,707.6 µm² x (45 / 130)² = 24,648.4; 36,864 bits x 0.242 / 0.5 µm² = 17,842.2; together 0.0424906 mm².
        assertEquals(
                0.0424906,
                TopKArea.mm2(engine(Engine.QUICK_SELECT, 1024, 16, 4)).orElseThrow(),
                NEAR);
        // 79,547.8 µm² and a third of the memory: 9,531.6 + 5,947.4 µm².
        assertEquals(0.0154790, TopKArea.mm2(engine(Engine.RADIX, 1024, 16, 4)).orElseThrow(), NEAR);
    }

    @Test
    void quickSelectHasNoDigits() {
        assertEquals(
                TopKArea.mm2(engine(Engine.QUICK_SELECT, 1024, 8, 2)),
                TopKArea.mm2(engine(Engine.QUICK_SELECT, 1024, 8, 6)));
    }

    @Test
    void everyEngineOfTheGridIsThereAndGrowsWithItsLanesAndDigits() {
        int found = 0;
        for (int lanes = 2; lanes <= 64; lanes *= 2) {
            assertTrue(TopKArea.mm2(engine(Engine.QUICK_SELECT, 1024, lanes, 4)).isPresent());
            found++;
            double before = 0;
            for (int digitBits = 1; digitBits <= 6; digitBits++) {
                double mm2 = TopKArea.mm2(engine(Engine.RADIX, 1024, lanes, digitBits))
                        .orElseThrow();
                assertTrue(mm2 > before, lanes + " lanes, digits of " + digitBits);
                before = mm2;
                found++;
            }
        }
        assertEquals(TopKArea.size(), found);
    }

    @Test
    void whatTheTableDoesNotHaveIsNotGuessed() {
        assertEquals(Optional.empty(), TopKArea.mm2(engine(Engine.QUICK_SELECT, 1024, 1, 4)));
        assertEquals(Optional.empty(), TopKArea.mm2(engine(Engine.QUICK_SELECT, 2048, 16, 4)));
        assertEquals(Optional.empty(), TopKArea.mm2(engine(Engine.RADIX, 1024, 16, 7)));
        assertEquals(Optional.empty(), TopKArea.mm2(new TopKParams(Engine.RADIX, 1, 1024, 16, 10, 3, 4)));
    }

    @Test
    void machineSaysWhereItsTopKAreaComesFrom() {
        SpAttenArea.Part synthesised = topK(machine());
        // Two engines.
        assertEquals(2 * 0.0424906, synthesised.mm2(), 2 * NEAR);
        assertTrue(synthesised.basis().contains("synthesised"), synthesised.basis());
        SpAttenArea.Part counted = topK(machine("top_k.lanes=1"));
        assertTrue(counted.basis().contains("has no top-k-quick,capacity=1024 lanes=1 score_bits=12"), counted.basis());
        // Comparators 2 x 67 x 12 / 16 = 100.5 µm², one step of zero elimination 2 x (12 x 67 / 32 + 137 / 8) = 84.5,
        // memory 17,842.2; twice.
        assertEquals(2 * 0.0180272, counted.mm2(), 2 * NEAR);
        assertFalse(counted.basis().contains("synthesised"), counted.basis());
    }

    private static SpAttenParams machine(String... settings) {
        return Machines.load("spatten-hpca21", List.of(settings)).spAtten();
    }

    private static SpAttenArea.Part topK(SpAttenParams machine) {
        return SpAttenArea.of(machine).stream()
                .filter(part -> part.unit().equals("top_k"))
                .findFirst()
                .orElseThrow();
    }
}
