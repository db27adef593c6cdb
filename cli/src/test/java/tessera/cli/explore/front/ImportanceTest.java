package tessera.cli.explore.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImportanceTest {
    // y = 3a + b over a full 4 x 2 grid: Var(3a) = 9 · 1.25, Var(b) = 0.25, and nothing acts together.
    @Test
    void ofAnAdditiveObjective() {
        int[][] choices = new int[2][8];
        double[] objective = new double[8];
        for (int i = 0; i < 8; i++) {
            choices[0][i] = i / 2;
            choices[1][i] = i % 2;
            objective[i] = 3.0 * choices[0][i] + choices[1][i];
        }
        assertArrayEquals(new double[] {11.25 / 11.5, 0.25 / 11.5}, Importance.of(choices, objective, true), 1e-12);
    }

    // y = a xor b: each alone explains nothing, both together everything.
    @Test
    void ofParametersThatActOnlyTogether() {
        int[][] choices = {{0, 0, 1, 1}, {0, 1, 0, 1}};
        assertArrayEquals(new double[] {0, 0}, Importance.of(choices, new double[] {0, 1, 1, 0}, true), 1e-12);
    }

    // b counts only where a = 1: values 0 (where it does not count), 4 and 8. Mean 3 over {0, 0, 4, 8}; all squares
    // 9 + 9 + 1 + 25 = 44. b among {4, 8}: 2 · 2² = 8, so 8/44. Taken as "b = 0 where it does not count" it would be
    // given the credit for a.
    @Test
    void ofAParameterThatDoesNotAlwaysCount() {
        int[][] choices = {{0, 0, 1, 1}, {-1, -1, 0, 1}};
        double[] shares = Importance.of(choices, new double[] {0, 0, 4, 8}, true);
        assertArrayEquals(new double[] {36.0 / 44, 8.0 / 44}, shares, 1e-12);
    }

    @Test
    void aFlatObjectiveHasNone() {
        assertArrayEquals(new double[] {Double.NaN}, Importance.of(new int[][] {{0, 1}}, new double[] {2, 2}, true));
        assertArrayEquals(new double[0], Importance.of(new int[0][], new double[0], true));
        // Ten times 0.1 adds up to less than 1: their mean is not 0.1, and their squares from it are not 0.
        double[] tenths = new double[10];
        Arrays.fill(tenths, 0.1);
        int[] choice = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
        assertArrayEquals(new double[] {Double.NaN}, Importance.of(new int[][] {choice}, tenths, true));
    }

    // y = x of one parameter with 1,000 values, a second with 1,000 values has no say; 2,000 random points. Without the
    // correction the second would be given about 1,000 / 2,000 = 0.43 of the variance: one or two points a value.
    @Test
    void aSampleDoesNotInventImportance() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int[][] choices = new int[2][2000];
            double[] objective = new double[2000];
            for (int i = 0; i < 2000; i++) {
                choices[0][i] = random.nextInt(1000);
                choices[1][i] = random.nextInt(1000);
                objective[i] = choices[0][i];
            }
            double[] shares = Importance.of(choices, objective, false);
            assertEquals(1, shares[0], 0.01, "seed " + seed);
            assertTrue(shares[1] < 0.06, "seed " + seed + ": " + shares[1]);
        }
    }
}
