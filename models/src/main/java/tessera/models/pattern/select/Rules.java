package tessera.models.pattern.select;

import java.util.BitSet;
import tessera.models.golden.TopK;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.score.ScoreMap;
import tessera.models.plan.SelectionCost;

/** The rules. */
final class Rules {
    private static final BitSet NOTHING = new BitSet();

    private Rules() {}

    /**
     * The best of every row.
     *
     * @param tokens keys to keep, in whole cells; 0 where a ratio says how many
     * @param ratio share of the legal cells of a row, rounded up; 0 where tokens say how many
     * @param countsKept whether cells attended to in any case are taken first and count
     */
    record TopKRule(int tokens, double ratio, boolean countsKept) implements SelectRule {
        @Override
        public BitSet choose(ScoreMap map, BitSet kept) {
            int columns = map.grid().columns();
            BitSet chosen = new BitSet();
            double cellSize = (double) map.grid().shape().keyCount() / columns;
            for (int row = 0; row < map.grid().rows(); row++) {
                int legal = map.legalCount(row);
                int k = tokens > 0
                        ? (int) Math.max(1, Math.ceil(tokens / cellSize - 1e-9))
                        : (int) Math.ceil(ratio * legal - 1e-9);
                if (k >= legal) {
                    for (int column = 0; column < columns; column++) {
                        chosen.set(row * columns + column, map.isLegal(row, column));
                    }
                } else if (countsKept) {
                    int[] order = Ranking.order(map, row * columns, (row + 1) * columns, kept);
                    for (int i = 0; i < k; i++) {
                        chosen.set(order[i]);
                    }
                } else {
                    float[] floats = map.row(row);
                    double[] scores = new double[columns];
                    for (int column = 0; column < columns; column++) {
                        scores[column] = floats[column];
                    }
                    for (int column : TopK.keptIndices(scores, k)) {
                        chosen.set(row * columns + column);
                    }
                }
            }
            return chosen;
        }

        @Override
        public SelectionCost cost(long cells) {
            return new SelectionCost(0, 0, 0, cells);
        }

        @Override
        public double shareOf(AttentionShape shape) {
            if (tokens == 0) {
                return ratio;
            }
            // Rows that see fewer keys than the budget keep them all.
            double pairs = 0;
            int queries = shape.queryCount();
            int step = Math.max(1, queries / 4096);
            double dense = 0;
            for (int i = step / 2; i < queries; i += step) {
                pairs += Math.min(tokens, shape.visibleKeys(i));
                dense += shape.visibleKeys(i);
            }
            return pairs / dense;
        }
    }

    /**
     * The fewest cells that reach a share of the sum of scores.
     *
     * @param mass that share; 1 keeps all
     * @param least share of the legal cells to keep at the least
     * @param most share to keep at the most
     * @param isWholeMap over the head's map instead of every row
     * @param countsKept whether cells attended to in any case are taken first and count
     */
    record TopPRule(double mass, double least, double most, boolean isWholeMap, boolean countsKept)
            implements SelectRule {
        @Override
        public BitSet choose(ScoreMap map, BitSet kept) {
            int columns = map.grid().columns();
            int cells = map.grid().rows() * columns;
            BitSet chosen = new BitSet();
            int run = isWholeMap ? cells : columns;
            for (int from = 0; from < cells; from += run) {
                int[] order = Ranking.order(map, from, from + run, countsKept ? kept : NOTHING);
                double sum = 0;
                for (int cell : order) {
                    sum += Math.max(0, map.get(cell / columns, cell % columns));
                }
                int fewest = (int) Math.ceil(least * order.length - 1e-9);
                int largest = mass >= 1 && most >= 1 ? order.length : (int) Math.ceil(most * order.length - 1e-9);
                double reached = 0;
                for (int i = 0; i < largest && (mass >= 1 || i < fewest || reached < mass * sum); i++) {
                    chosen.set(order[i]);
                    reached += Math.max(0, map.get(order[i] / columns, order[i] % columns));
                }
            }
            return chosen;
        }

        @Override
        public SelectionCost cost(long cells) {
            return new SelectionCost(0, 0, 0, 0, cells, 0, 0);
        }

        @Override
        public double shareOf(AttentionShape shape) {
            return mass >= 1 && most >= 1 ? 1 : Double.NaN;
        }
    }

    /**
     * Every cell that scores at least this much.
     *
     * @param atLeast the threshold
     * @param isRelative to the row's largest score
     */
    record ThresholdRule(double atLeast, boolean isRelative) implements SelectRule {
        @Override
        public BitSet choose(ScoreMap map, BitSet kept) {
            int columns = map.grid().columns();
            BitSet chosen = new BitSet();
            for (int row = 0; row < map.grid().rows(); row++) {
                double largest = 1;
                if (isRelative) {
                    largest = Double.NEGATIVE_INFINITY;
                    for (float score : map.row(row)) {
                        largest = Math.max(largest, score);
                    }
                }
                for (int column = 0; column < columns; column++) {
                    chosen.set(
                            row * columns + column,
                            map.isLegal(row, column) && map.get(row, column) >= atLeast * largest);
                }
            }
            return chosen;
        }

        @Override
        public SelectionCost cost(long cells) {
            return new SelectionCost(cells, 16, 0, 0);
        }

        @Override
        public double shareOf(AttentionShape shape) {
            return Double.NaN;
        }
    }

    /**
     * Spark Transformer's statistical top-k: scores above mean + deviation · Φ⁻¹(1 − k / n) of their row: two sums, no sort.
     *
     * @param tokens k, in keys
     */
    record StatisticalRule(int tokens) implements SelectRule {
        @Override
        public BitSet choose(ScoreMap map, BitSet kept) {
            int columns = map.grid().columns();
            BitSet chosen = new BitSet();
            for (int row = 0; row < map.grid().rows(); row++) {
                double threshold = threshold(map, row);
                for (int column = 0; column < columns; column++) {
                    chosen.set(row * columns + column, map.isLegal(row, column) && map.get(row, column) >= threshold);
                }
            }
            return chosen;
        }

        private double threshold(ScoreMap map, int row) {
            int legal = map.legalCount(row);
            if (tokens >= legal) {
                return Double.NEGATIVE_INFINITY;
            }
            double sum = 0;
            double squares = 0;
            for (float score : map.row(row)) {
                if (Float.isFinite(score)) {
                    sum += score;
                    squares += (double) score * score;
                }
            }
            double mean = sum / legal;
            double deviation = Math.sqrt(Math.max(0, squares / legal - mean * mean));
            return mean + deviation * Normal.quantile(1 - (double) tokens / legal);
        }

        @Override
        public SelectionCost cost(long cells) {
            return new SelectionCost(4 * cells, 16, 0, 0);
        }

        @Override
        public double shareOf(AttentionShape shape) {
            return new TopKRule(tokens, 0, false).shareOf(shape);
        }
    }
}
