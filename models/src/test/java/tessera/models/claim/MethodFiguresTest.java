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
        InfLlmTable table = InfLlmTable.published();
        assertEquals(133.60, table.infLlmMs(32768), 1e-9);
        assertEquals(169.11, table.nsaMs(32768), 1e-9);
        // Scoring: 1.25 / 32 of 201.46 ms = 7.87 ms; 133.60 - 7.87 = 125.73 ms of attention. NSA: 2 / 32, 156.52 ms.
        assertEquals(125.73, table.infLlmAttentionMs(), 0.005);
        assertEquals(156.52, table.nsaAttentionMs(), 0.005);
        // Affine: twice the length adds one more scoring term.
        assertEquals(125.73 + 2 * 7.87, table.infLlmMs(65536), 0.01);
        assertEquals(402.92, table.denseMs(65536), 1e-9);
    }
}
