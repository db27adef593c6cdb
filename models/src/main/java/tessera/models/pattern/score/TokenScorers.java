package tessera.models.pattern.score;

import java.util.Arrays;
import tessera.models.golden.TopK;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.Dots;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;

/** Estimators that look at single keys: channel subsets, low bits, key-only scores, mean queries. */
final class TokenScorers {
    private TokenScorers() {}

    /** Scores of every query and key aggregated to the grid's cells by their largest. */
    static ScoreMap largest(Grid grid, float[] scores) {
        int keys = grid.shape().keyCount();
        int[] columnOf = grid.columnOfKey();
        ScoreMap map = new ScoreMap(grid);
        float[] cells = new float[grid.columns()];
        for (int row = 0; row < grid.rows(); row++) {
            Arrays.fill(cells, Float.NEGATIVE_INFINITY);
            for (int at = grid.queryBounds()[row]; at < grid.queryBounds()[row + 1]; at++) {
                int query = grid.queryOrder()[at];
                for (int j = 0; j < grid.shape().visibleKeys(query); j++) {
                    cells[columnOf[j]] = Math.max(cells[columnOf[j]], scores[query * keys + j]);
                }
            }
            for (int column = 0; column < cells.length; column++) {
                map.set(row, column, cells[column]);
            }
        }
        return map;
    }

    /**
     * Double Sparsity: scores from the channels with the largest mean |q_c · k_c|, kept apart as a label cache of
     * {@code bits}. Calibrated on the head itself.
     */
    record ChannelSubset(double share, int bits) implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            int d = context.grid().shape().headDim();
            int[] channels = heavy(context.head().query(), context.head().key(), d);
            float[] q = picked(context.head().query(), channels, d);
            float[] k = picked(context.head().key(), channels, d);
            Rounding.rows(k, channels.length, bits);
            return largest(context.grid(), Dots.products(q, k, channels.length, (float) (1 / Math.sqrt(d))));
        }

        private int width(int d) {
            return Math.max(1, (int) Math.round(share * d));
        }

        private int[] heavy(float[] query, float[] key, int d) {
            double[] weight = new double[d];
            int pairs = Math.min(query.length, key.length) / d;
            for (int i = 0; i < pairs; i++) {
                for (int c = 0; c < d; c++) {
                    weight[c] += Math.abs((double) query[i * d + c] * key[i * d + c]);
                }
            }
            return TopK.keptIndices(weight, width(d));
        }

        private static float[] picked(float[] values, int[] channels, int d) {
            float[] out = new float[values.length / d * channels.length];
            for (int i = 0; i < values.length / d; i++) {
                for (int c = 0; c < channels.length; c++) {
                    out[i * channels.length + c] = values[i * d + channels[c]];
                }
            }
            return out;
        }

        @Override
        public SelectionCost cost(Extent extent) {
            AttentionShape shape = extent.shape();
            int width = width(shape.headDim());
            return extent.cost(
                    2.0 * shape.densePairs() * width,
                    shape.keyCount(),
                    width,
                    bits,
                    // In prefill the rule runs inside the kernel: scores do not leave it.
                    extent.phase() == Phase.DECODE ? shape.densePairs() : 0);
        }
    }

    /**
     * SALE: scores of quantised queries and keys, as probabilities relative to what the exact part (sink and local keys) has
     * already found: exp(s − m) / l with the row's running maximum m and sum l. The largest of each cell counts.
     */
    record LowBitQk(int bits) implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            AttentionShape shape = context.grid().shape();
            int d = shape.headDim();
            float[] q = context.head().query().clone();
            float[] k = Rounding.withoutMean(context.head().key(), d);
            Rounding.rows(q, d, bits);
            Rounding.rows(k, d, bits);
            float[] scores = Dots.products(q, k, d, (float) (1 / Math.sqrt(d)));
            float[] exact = context.head().scores();
            float[] mean = Rounding.mean(context.head().key(), d);
            for (int i = 0; i < shape.queryCount(); i++) {
                // Keys were centred: give back what that took from every score of the row.
                float shift = Dots.dot(context.head().query(), i * d, mean, 0, d) / (float) Math.sqrt(d);
                relate(context, exact, scores, i, shift);
            }
            return largest(context.grid(), scores);
        }

        private static void relate(ScoreContext context, float[] exact, float[] scores, int query, float shift) {
            int keys = context.grid().shape().keyCount();
            int[] kept = context.kept().keys(query);
            float largest = Float.NEGATIVE_INFINITY;
            for (int key : kept) {
                largest = Math.max(largest, exact[query * keys + key]);
            }
            double sum = 0;
            for (int key : kept) {
                sum += StrictMath.exp(exact[query * keys + key] - largest);
            }
            for (int j = 0; j < keys; j++) {
                double score = scores[query * keys + j] + shift - (kept.length == 0 ? 0 : largest);
                scores[query * keys + j] = (float) Math.min(1e30, StrictMath.exp(score) / Math.max(sum, 1e-30));
            }
        }

        @Override
        public SelectionCost cost(Extent extent) {
            AttentionShape shape = extent.shape();
            double d = shape.headDim();
            // Twice the centring and rounding of each key: subtract, scale.
            double flops = 2 * d * shape.densePairs() + 2 * d * shape.keyCount() * extent.keyShare();
            return extent.cost(flops, shape.keyCount(), d, bits, extent.cells());
        }
    }

    /** A score of the key alone: the mean probability it receives, standing in for a learned map of its value. */
    record KeyOnly() implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            Grid grid = context.grid();
            double[] received = context.head().received();
            int[] columnOf = grid.columnOfKey();
            float[] best = new float[grid.columns()];
            for (int j = 0; j < received.length; j++) {
                best[columnOf[j]] = Math.max(best[columnOf[j]], (float) received[j]);
            }
            ScoreMap map = new ScoreMap(grid);
            for (int row = 0; row < grid.rows(); row++) {
                for (int column = 0; column < grid.columns(); column++) {
                    map.set(row, column, best[column]);
                }
            }
            return map;
        }

        /** The rows are nested running top-k sets: each new key is put in its place once. */
        @Override
        public long rankedScores(Extent extent) {
            return extent.rows() + extent.columns();
        }

        @Override
        public SelectionCost cost(Extent extent) {
            AttentionShape shape = extent.shape();
            double perKey = 2.0 * shape.headDim() * shape.keyCount() * extent.keyShare();
            return new SelectionCost(
                    Math.round(perKey), 16, Math.round(perKey), 0); // Values read once: 2 bytes an element.
        }
    }

    /** TokenSelect, AnchorAttention: the mean query of each block against every key, softmax over what it sees. */
    record MeanQuery(boolean isProbability) implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            ScoreMap map = context.meanScores();
            return isProbability ? map.softmaxRows() : relativeToAnchor(context, map);
        }

        /** Minus the mean, over the block's rows, of the largest score of the exact part. */
        private static ScoreMap relativeToAnchor(ScoreContext context, ScoreMap map) {
            Grid grid = context.grid();
            int keys = grid.shape().keyCount();
            float[] exact = context.head().scores();
            for (int row = 0; row < grid.rows(); row++) {
                double anchor = 0;
                for (int at = grid.queryBounds()[row]; at < grid.queryBounds()[row + 1]; at++) {
                    int query = grid.queryOrder()[at];
                    float largest = Float.NEGATIVE_INFINITY;
                    for (int key : context.kept().keys(query)) {
                        largest = Math.max(largest, exact[query * keys + key]);
                    }
                    anchor += largest == Float.NEGATIVE_INFINITY ? 0 : largest;
                }
                anchor /= grid.rowSize(row);
                for (int column = 0; column < grid.columns(); column++) {
                    map.set(row, column, (float) (map.get(row, column) - anchor));
                }
            }
            return map;
        }

        @Override
        public SelectionCost cost(Extent extent) {
            AttentionShape shape = extent.shape();
            double d = shape.headDim();
            double pairs = extent.rows() * extent.visibleShare() * shape.keyCount();
            return extent.cost(2 * pairs * d + shape.queryCount() * d, shape.keyCount(), d, 16, pairs);
        }
    }

    /** Quest: per page of keys, Σ_c max(q_c · min_c, q_c · max_c): an upper bound of every score in the page. */
    record PageBounds() implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            Grid grid = context.grid();
            AttentionShape shape = grid.shape();
            int d = shape.headDim();
            float[] key = context.head().key();
            float[] low = new float[grid.columns() * d];
            float[] high = new float[grid.columns() * d];
            Arrays.fill(low, Float.POSITIVE_INFINITY);
            Arrays.fill(high, Float.NEGATIVE_INFINITY);
            int[] columnOf = grid.columnOfKey();
            for (int j = 0; j < shape.keyCount(); j++) {
                for (int c = 0; c < d; c++) {
                    int at = columnOf[j] * d + c;
                    low[at] = Math.min(low[at], key[j * d + c]);
                    high[at] = Math.max(high[at], key[j * d + c]);
                }
            }
            float[] query = context.head().query();
            ScoreMap map = new ScoreMap(grid);
            for (int row = 0; row < grid.rows(); row++) {
                for (int column = 0; column < grid.columns(); column++) {
                    float best = Float.NEGATIVE_INFINITY;
                    for (int at = grid.queryBounds()[row]; at < grid.queryBounds()[row + 1]; at++) {
                        best = Math.max(best, bound(query, grid.queryOrder()[at] * d, low, high, column * d, d));
                    }
                    map.set(row, column, best);
                }
            }
            return map;
        }

        private static float bound(float[] query, int start, float[] low, float[] high, int at, int d) {
            float sum = 0;
            for (int c = 0; c < d; c++) {
                float q = query[start + c];
                sum += q * (q > 0 ? high[at + c] : low[at + c]);
            }
            return sum;
        }

        @Override
        public SelectionCost cost(Extent extent) {
            AttentionShape shape = extent.shape();
            double cells = (double) shape.densePairs() / extent.keyBlock();
            return extent.cost(4 * cells * shape.headDim(), 2.0 * extent.columns(), shape.headDim(), 16, cells);
        }
    }
}
