package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportanceTest {
    @Test
    void addsProbabilitiesToTheTokensOfTheList() {
        long[] importance = {10, 0, 0, 5};
        Importance.addTokens(importance, new int[] {0, 3}, new int[] {100, 200});
        assertArrayEquals(new long[] {110, 0, 0, 205}, importance);
        // |3| + |-4| + |0| = 7 steps of 0.5.
        assertEquals(3.5, Importance.headTerm(new long[] {3, -4, 0}, 0.5));
    }

    @Test
    void equalsColumnSumsOfTheScatteredMatrix() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            int tokens = 1 + random.nextInt(20);
            int rows = 1 + random.nextInt(10);
            long[][] matrix = new long[rows][tokens];
            long[] importance = new long[tokens];
            for (int r = 0; r < rows; r++) {
                int[] keys = IntStream.range(0, tokens)
                        .filter(i -> random.nextBoolean())
                        .toArray();
                int[] p = random.ints(keys.length, 0, 4096).toArray();
                for (int i = 0; i < keys.length; i++) {
                    matrix[r][keys[i]] = p[i];
                }
                Importance.addTokens(importance, keys, p);
            }
            for (int j = 0; j < tokens; j++) {
                long column = 0;
                for (int r = 0; r < rows; r++) {
                    column += matrix[r][j];
                }
                assertEquals(column, importance[j], "seed " + seed + " token " + j);
            }
        }
    }
}
