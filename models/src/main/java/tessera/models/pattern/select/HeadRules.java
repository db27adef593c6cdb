package tessera.models.pattern.select;

import java.util.Arrays;
import java.util.BitSet;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.HeadValues;
import tessera.models.pattern.score.Grid;
import tessera.models.pattern.score.ScoreMap;
import tessera.models.plan.SelectionCost;

/** Rules with budgets of their own for parts of a row, or for each head. */
final class HeadRules {
    private HeadRules() {}

    /**
     * SparseD: columns of the prompt and of the answer are ranked apart; of each part the best ⌊blocks · ratio⌋ + 1.
     *
     * @param ratio share of each part's blocks
     * @param promptShare share of the columns that are the prompt
     */
    record PartsRule(double ratio, double promptShare) implements SelectRule {
        @Override
        public BitSet choose(ScoreMap map, BitSet kept) {
            int columns = map.grid().columns();
            int boundary = (int) Math.round(promptShare * columns);
            BitSet chosen = new BitSet();
            for (int row = 0; row < map.grid().rows(); row++) {
                choosePart(map, row, 0, boundary, chosen);
                choosePart(map, row, boundary, columns, chosen);
            }
            return chosen;
        }

        private void choosePart(ScoreMap map, int row, int from, int to, BitSet chosen) {
            int columns = map.grid().columns();
            int[] order = Ranking.order(map, row * columns + from, row * columns + to, new BitSet());
            int wanted = (int) Math.floor((to - from) * ratio + 1e-9) + 1;
            for (int i = 0; i < Math.min(wanted, order.length); i++) {
                chosen.set(order[i]);
            }
        }

        @Override
        public SelectionCost cost(long cells) {
            return new SelectionCost(0, 0, 0, cells);
        }

        @Override
        public double shareOf(AttentionShape shape) {
            return ratio;
        }
    }

    /**
     * ProxyAttn: how many blocks a head keeps is read off its last row of blocks: the fewest that reach a share of its exact
     * probability. Every row keeps that share of its blocks.
     *
     * @param mass that share of the probability
     * @param leastTokens keys kept at the least
     * @param ratio share of the blocks, once a head is known; NaN before
     */
    record LastRowsRule(double mass, int leastTokens, double ratio) implements SelectRule {
        @Override
        public SelectRule forHead(HeadValues head, Grid grid) {
            float[] p = head.probabilities();
            int keys = grid.shape().keyCount();
            int[] columnOf = grid.columnOfKey();
            double[] blocks = new double[grid.columns()];
            for (int at = grid.queryBounds()[grid.rows() - 1]; at < grid.queryBounds()[grid.rows()]; at++) {
                for (int key = 0; key < keys; key++) {
                    blocks[columnOf[key]] += p[grid.queryOrder()[at] * keys + key];
                }
            }
            Arrays.sort(blocks);
            double wanted = mass * Arrays.stream(blocks).sum();
            double reached = 0;
            int count = 0;
            while (count < blocks.length && (mass >= 1 || reached < wanted)) {
                reached += blocks[blocks.length - ++count];
            }
            double least = (double) leastTokens / keys;
            return new LastRowsRule(mass, leastTokens, Math.min(1, Math.max(least, (double) count / blocks.length)));
        }

        @Override
        public BitSet choose(ScoreMap map, BitSet kept) {
            if (Double.isNaN(ratio)) {
                throw new IllegalStateException("a head's budget is asked for before the head is known");
            }
            return new Rules.TopKRule(0, ratio, false).choose(map, kept);
        }

        @Override
        public SelectionCost cost(long cells) {
            return new SelectionCost(0, 0, 0, cells);
        }

        @Override
        public double shareOf(AttentionShape shape) {
            return mass >= 1 ? 1 : Double.NaN;
        }
    }
}
