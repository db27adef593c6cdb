package tessera.models.pattern.select;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import tessera.models.golden.RandomTraces;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.HeadValues;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.score.Grid;
import tessera.models.pattern.score.ScoreMap;
import tessera.traces.trace.AttentionTrace;

class HeadRulesTest {
    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }

    /** Ten blocks, six of the prompt: floor(6 x 0.3) + 1 = 2 and floor(4 x 0.3) + 1 = 2, the best of each part. */
    @Test
    void promptAndAnswerAreRankedApart() {
        Grid grid = Grid.uniform(AttentionShape.parse("layout:10,queries=1,head_dim=8"), 1, 1);
        ScoreMap map = new ScoreMap(grid, new float[] {9, 8, 7, 6, 5, 4, 0.1f, 0.4f, 0.2f, 0.3f});
        assertEquals(bits(0, 1, 7, 9), new HeadRules.PartsRule(0.3, 0.6).choose(map, new BitSet()));
        assertEquals(
                10, new HeadRules.PartsRule(1, 0.6).choose(map, new BitSet()).cardinality());
    }

    /** The count is that of the head's own last row of blocks, found here by adding up sorted exact probabilities. */
    @Test
    void theLastRowOfBlocksSaysHowManyAHeadKeeps() {
        AttentionTrace trace = RandomTraces.selfAttention(1, 1, 64, 8, false, 5);
        HeadValues head = PlanInput.of(trace).head(0, 0);
        Grid grid = Grid.uniform(AttentionShape.of(trace), 8, 8);
        double[] blocks = new double[8];
        for (int query = 56; query < 64; query++) {
            for (int key = 0; key < 64; key++) {
                blocks[key / 8] += head.probabilities()[query * 64 + key] / 8;
            }
        }
        double[] best = java.util.Arrays.stream(blocks)
                .map(b -> -b)
                .sorted()
                .map(b -> -b)
                .toArray();
        int count = 0;
        for (double sum = 0; sum < 0.7; count++) {
            sum += best[count];
        }
        ScoreMap map = new ScoreMap(grid);
        SelectRule rule = new HeadRules.LastRowsRule(0.7, 0, Double.NaN).forHead(head, grid);
        assertEquals(8 * count, rule.choose(map, new BitSet()).cardinality());
        SelectRule least = new HeadRules.LastRowsRule(0.01, 48, Double.NaN).forHead(head, grid);
        assertEquals(8 * 6, least.choose(map, new BitSet()).cardinality());
    }
}
