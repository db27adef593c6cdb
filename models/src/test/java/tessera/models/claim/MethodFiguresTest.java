package tessera.models.claim;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Published and derived figures of the methods; where each comes from is in the figure. */
class MethodFiguresTest {
    @Test
    void everyFigureHolds() {
        assertAll(MethodFigures.ALL.stream().map(figure -> () -> {
            double ours = figure.ours().getAsDouble();
            assertTrue(figure.holds(ours), figure.name() + ": published " + figure.published() + ", ours " + ours);
        }));
    }

    @Test
    void twoRatesFitOneRowOfTheTable() {
        InfLlmTable table = InfLlmTable.fit(32768, 201.46, 169.11, 133.60);
        assertEquals(133.60, table.infLlmMs(32768), 1e-9);
        assertEquals(169.11, table.nsaMs(32768), 1e-9);
        // (169.11 - 133.60) / 0.75 = 47.35 ms a pass; 133.60 - 1.25 * 47.35 = 74.42 ms of attention.
        assertEquals(47.35, table.scoringMs(), 0.005);
        assertEquals(74.42, table.attentionMs(), 0.005);
        // Affine: twice the length adds one more scoring term.
        assertEquals(74.42 + 2.5 * 47.35, table.infLlmMs(65536), 0.02);
        assertEquals(402.92, table.denseMs(65536), 1e-9);
    }
}
