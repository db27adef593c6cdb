package tessera.models.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttentionRowTest {
    @Test
    void computesAHandSizedRow() {
        // Two dimensions, scale ln 2: query (1, 0); keys (0,0), (17,0), (15,0), (18,0).
        // Low 4 bits dropped: scores 0, 16, 0, 16: two probabilities of 1/2 (2^-16 of the rest rounds to 0), above 0.1.
        QuantisedHead head = new QuantisedHead(
                new int[] {1, 0},
                new int[] {0, 0, 17, 0, 15, 0, 18, 0},
                new int[] {1, 1, 10, -10, 2, 2, 30, 0},
                2,
                StrictMath.log(2),
                0.5,
                true);
        int[] keys = {0, 1, 2, 3};
        AttentionRow row = AttentionRow.attend(head, 0, keys, new RowPrecision(12, 8, 4, 8, 0.1), 0.5);
        assertFalse(row.isRefetched());
        assertArrayEquals(new int[] {0, 2048, 0, 2048}, row.probabilities());
        assertArrayEquals(new int[] {1, 3}, row.keptPositions());
        assertArrayEquals(new long[] {2048 * 40, 2048 * -10}, row.output());
        // Above 0.6 the low bits are fetched: scores 0, 17, 15, 18 give 2/3.5 … : e^(s ln 2) = 2^s, over 2^15:
        // 4, 1, 8 of 13 (and 2^-15): 1260.3, 315.1, 2520.6 of 4096.
        AttentionRow exact = AttentionRow.attend(head, 0, keys, new RowPrecision(12, 8, 4, 8, 0.6), 1);
        assertTrue(exact.isRefetched());
        assertArrayEquals(new int[] {0, 1260, 315, 2521}, exact.probabilities());
        assertArrayEquals(new int[] {0, 1, 2, 3}, exact.keptPositions());
    }

    @Test
    void equalsANaiveFormOnRandomRows() {
        int refetched = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            int tokens = 1 + random.nextInt(24);
            int dim = 1 + random.nextInt(9);
            QuantisedHead head = new QuantisedHead(
                    random.ints(dim, -2047, 2048).toArray(),
                    random.ints((long) tokens * dim, -2047, 2048).toArray(),
                    random.ints((long) tokens * dim, -127, 128).toArray(),
                    dim,
                    1e-7 * (1 + random.nextInt(20)),
                    0.01,
                    seed % 2 == 0);
            int[] keys = IntStream.range(0, tokens)
                    .filter(i -> i == 0 || random.nextInt(3) > 0)
                    .toArray();
            double threshold = random.nextDouble();
            double ratio = 0.05 + 0.95 * random.nextDouble();
            AttentionRow row = AttentionRow.attend(head, 0, keys, new RowPrecision(12, 8, 4, 8, threshold), ratio);
            int[] p = naiveProbabilities(head, keys, 16);
            boolean again = Arrays.stream(p).max().getAsInt() / 4096.0 < threshold;
            p = again ? naiveProbabilities(head, keys, 1) : p;
            refetched += again ? 1 : 0;
            assertEquals(again, row.isRefetched(), "seed " + seed);
            assertArrayEquals(p, row.probabilities(), "seed " + seed);
            long[] output = new long[dim];
            for (int i = 0; i < keys.length; i++) {
                if (naiveRank(p, i) < Math.max(1, Math.floor(ratio * keys.length + 1e-9))) {
                    for (int d = 0; d < dim; d++) {
                        output[d] += (long) p[i] * head.values()[keys[i] * dim + d];
                    }
                }
            }
            assertArrayEquals(output, row.output(), "seed " + seed);
        }
        assertTrue(refetched > 100 && refetched < 900, "both decisions must occur, refetched " + refetched);
    }

    /** Softmax of dot products with keys rounded down to multiples of {@code step}. */
    private static int[] naiveProbabilities(QuantisedHead head, int[] keys, int step) {
        double[] scores = Arrays.stream(keys)
                .mapToDouble(key -> IntStream.range(0, head.headDim())
                        .mapToDouble(d -> (double) head.queries()[d]
                                * Math.floorDiv(head.keys()[key * head.headDim() + d], step)
                                * step)
                        .sum())
                .toArray();
        double top = Arrays.stream(scores).max().getAsDouble();
        double[] e = Arrays.stream(scores)
                .map(s -> FixedSoftmax.exp((s - top) * head.scoreScale()))
                .toArray();
        double sum = 0;
        for (double x : e) {
            sum += x;
        }
        double total = sum;
        return Arrays.stream(e)
                .mapToInt(x -> (int) Math.min(4095, Math.floor(x / total * 4096 + 0.5)))
                .toArray();
    }

    /** How many come before entry i: larger ones, and equal ones of lower index. */
    private static int naiveRank(int[] p, int i) {
        int before = 0;
        for (int j = 0; j < p.length; j++) {
            before += p[j] > p[i] || (p[j] == p[i] && j < i) ? 1 : 0;
        }
        return before;
    }
}
