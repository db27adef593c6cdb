package tessera.cli.explore.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KneeTest {
    // xy = 100 from (1, 100) to (100, 1): scaled sums (x - 1 + 100/x - 1) / 99 are least where x = 100/x, at 10.
    @Test
    void ofAHyperbola() {
        double[][] front = {{1, 100}, {4, 25}, {10, 10}, {25, 4}, {100, 1}};
        assertEquals(2, Knee.of(front));
        assertEquals(18.0 / 99, Knee.sum(front, 2), 1e-12);
        assertEquals(1, Knee.sum(front, 0), 1e-12);
    }

    // Units do not matter: the second objective in thousands.
    @Test
    void scalesEachObjective() {
        assertEquals(1, Knee.of(new double[][] {{1, 9000}, {2, 2000}, {9, 1000}}));
    }

    @Test
    void objectivesThatDoNotVaryTakeNoPart() {
        assertEquals(0, Knee.of(new double[][] {{5, 5}}));
        assertEquals(1, Knee.of(new double[][] {{1, 9, 7}, {2, 2, 7}, {9, 1, 7}}));
    }
}
