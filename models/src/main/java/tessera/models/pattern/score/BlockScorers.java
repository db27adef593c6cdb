package tessera.models.pattern.score;

import java.util.Random;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.Dots;
import tessera.models.pattern.input.HeadValues;
import tessera.models.plan.SelectionCost;

/** Estimators that score blocks by blocks: pooled, antidiagonal, sampled, exact. */
final class BlockScorers {
    private BlockScorers() {}

    /** How a block's size weighs in {@link PooledQk}. */
    enum Weight {
        /** Not at all: means against means. */
        NONE,
        /** Means times √size on both sides (DHSA's length normalisation). */
        SQRT_SIZE,
        /** Probability of a block in proportion to its keys (SVG2). */
        SIZE
    }

    /** softmax over blocks of mean query · mean key / √d. */
    record PooledQk(Weight weight) implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            Grid grid = context.grid();
            ScoreMap map = context.meanScores();
            for (int row = 0; row < grid.rows(); row++) {
                for (int column = 0; column < grid.columns(); column++) {
                    float score = map.get(row, column);
                    int size = grid.columnSize(column);
                    map.set(
                            row,
                            column,
                            switch (weight) {
                                case NONE -> score;
                                case SQRT_SIZE -> (float) (score * Math.sqrt((double) size * grid.rowSize(row)));
                                case SIZE -> score + (float) StrictMath.log(size);
                            });
                }
            }
            return map.softmaxRows();
        }

        @Override
        public SelectionCost cost(Extent extent) {
            AttentionShape shape = extent.shape();
            double d = shape.headDim();
            double pooling = d * (shape.queryCount() + shape.keyCount() * extent.keyShare());
            return extent.cost(pooling + 2 * extent.cells() * d, extent.columns(), d, 16, extent.cells());
        }
    }

    /** How probabilities inside a pair of blocks become one score. */
    enum Aggregate {
        SUM,
        MAX
    }

    /**
     * Exact probabilities aggregated over blocks, rows normalised to 1: what learned gates are trained towards, and what
     * search-once methods compute. Costs a second Q·Kᵀ pass unless the method says what its predictor costs instead.
     */
    record ExactProbability(Aggregate aggregate) implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            Grid grid = context.grid();
            float[] p = context.head().probabilities();
            int keys = grid.shape().keyCount();
            int[] columnOf = grid.columnOfKey();
            ScoreMap map = new ScoreMap(grid);
            float[] cells = new float[grid.columns()];
            for (int row = 0; row < grid.rows(); row++) {
                java.util.Arrays.fill(cells, 0);
                for (int at = grid.queryBounds()[row]; at < grid.queryBounds()[row + 1]; at++) {
                    int start = grid.queryOrder()[at] * keys;
                    int visible = grid.shape().visibleKeys(grid.queryOrder()[at]);
                    for (int j = 0; j < visible; j++) {
                        float value = p[start + j];
                        int c = columnOf[j];
                        cells[c] = aggregate == Aggregate.SUM ? cells[c] + value : Math.max(cells[c], value);
                    }
                }
                for (int column = 0; column < cells.length; column++) {
                    map.set(row, column, cells[column]);
                }
            }
            return map.normaliseRows();
        }

        @Override
        public SelectionCost cost(Extent extent) {
            AttentionShape shape = extent.shape();
            double flops = 2.0 * shape.densePairs() * shape.headDim();
            return extent.cost(flops, shape.keyCount(), shape.headDim(), 16, extent.cells());
        }
    }

    /** XAttention: sums along antidiagonals of stride × stride tiles, softmax at that resolution, summed over blocks. */
    record Antidiagonal(int stride) implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            Grid grid = context.grid();
            AttentionShape shape = grid.shape();
            int d = shape.headDim();
            int rows = shape.queryCount() / stride + (shape.queryCount() % stride == 0 ? 0 : 1);
            int columns = shape.keyCount() / stride + (shape.keyCount() % stride == 0 ? 0 : 1);
            float[] q = turned(context.head().query(), rows, d, true);
            float[] k = turned(context.head().key(), columns, d, false);
            float[] scores = Dots.products(q, k, stride * d, (float) (1 / (Math.sqrt(d) * stride)));
            int[] columnOf = grid.columnOfKey();
            ScoreMap map = new ScoreMap(grid);
            float[] row = new float[columns];
            int at = 0;
            for (int a = 0; a < rows; a++) {
                int last = Math.min(shape.queryCount(), (a + 1) * stride) - 1;
                int seen = Math.min(columns, (shape.visibleKeys(last) + stride - 1) / stride);
                Dots.softmax(scores, a * columns, seen, row, 0);
                while (a * stride >= grid.queryBounds()[at + 1]) {
                    at++;
                }
                for (int b = 0; b < seen; b++) {
                    int column = columnOf[b * stride];
                    map.set(at, column, map.get(at, column) + row[b]);
                }
            }
            return map;
        }

        /** Rows of {@code stride} vectors side by side, queries from last to first; missing ones are zero. */
        private float[] turned(float[] values, int rows, int d, boolean isReversed) {
            float[] out = new float[rows * stride * d];
            for (int token = 0; token < values.length / d; token++) {
                int place = token % stride;
                int slot = isReversed ? stride - 1 - place : place;
                System.arraycopy(values, token * d, out, (token / stride * stride + slot) * d, d);
            }
            return out;
        }

        @Override
        public SelectionCost cost(Extent extent) {
            AttentionShape shape = extent.shape();
            double pairs = (double) shape.densePairs() / stride;
            return extent.cost(2 * pairs * shape.headDim(), shape.keyCount(), shape.headDim(), 16, pairs / stride);
        }
    }

    /** Video-BLADE: exact scores among a few seeded samples of each block, softmax, largest of each pair of blocks. */
    record SampledQk(int samples) implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            Grid grid = context.grid();
            Random random = new Random(context.seed() * 31 + context.head().head());
            int[] queries = sample(grid.queryBounds(), grid.queryOrder(), random);
            int[] keys = sample(grid.keyBounds(), grid.keyOrder(), random);
            int d = grid.shape().headDim();
            float[] scores = Dots.products(
                    gather(context.head().query(), queries, d),
                    gather(context.head().key(), keys, d),
                    d,
                    (float) (1 / Math.sqrt(d)));
            ScoreMap map = new ScoreMap(grid);
            float[] row = new float[keys.length];
            for (int i = 0; i < queries.length; i++) {
                int visible = grid.shape().visibleKeys(queries[i]);
                for (int j = 0; j < keys.length; j++) {
                    if (keys[j] >= visible) {
                        scores[i * keys.length + j] = Float.NEGATIVE_INFINITY;
                    }
                }
                java.util.Arrays.fill(row, 0);
                Dots.softmax(scores, i * keys.length, keys.length, row, 0);
                int r = i * grid.rows() / queries.length;
                for (int j = 0; j < keys.length; j++) {
                    int c = (int) ((long) j * grid.columns() / keys.length);
                    map.set(r, c, Math.max(map.get(r, c), row[j]));
                }
            }
            return map.normaliseRows();
        }

        /** As many of every block, with replacement where a block has fewer; block by block. */
        private int[] sample(int[] bounds, int[] order, Random random) {
            int each = Math.max(1, samples);
            int[] chosen = new int[(bounds.length - 1) * each];
            for (int i = 0; i < chosen.length; i++) {
                int b = i / each;
                chosen[i] = order[bounds[b] + random.nextInt(bounds[b + 1] - bounds[b])];
            }
            return chosen;
        }

        private static float[] gather(float[] values, int[] rows, int d) {
            float[] out = new float[rows.length * d];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(values, rows[i] * d, out, i * d, d);
            }
            return out;
        }

        @Override
        public SelectionCost cost(Extent extent) {
            double pairs = (double) extent.cells() * samples * samples;
            int d = extent.shape().headDim();
            return extent.cost(2 * pairs * d, (double) extent.columns() * samples, d, 16, pairs);
        }
    }

    /** ProxyAttn: queries and keys averaged over groups of heads, every stride-th token, softmax, largest of each pair. */
    record ProxyHead(int groups, int stride) implements Scorer {
        @Override
        public ScoreMap score(ScoreContext context) {
            Grid grid = context.grid();
            AttentionShape shape = grid.shape();
            int each = Math.max(1, shape.headCount() / groups);
            int first = context.head().head() / each * each;
            int d = shape.headDim();
            float[] q = new float[(shape.queryCount() + stride - 1) / stride * d];
            float[] k = new float[(shape.keyCount() + stride - 1) / stride * d];
            for (int head = first; head < Math.min(shape.headCount(), first + each); head++) {
                HeadValues values = context.input().head(context.head().layer(), head);
                addStrided(q, values.query(), d, 1f / each);
                addStrided(k, values.key(), d, 1f / each);
            }
            float[] scores = Dots.products(q, k, d, (float) (1 / Math.sqrt(d)));
            return pooled(grid, scores, q.length / d, k.length / d);
        }

        private void addStrided(float[] sum, float[] values, int d, float share) {
            for (int i = 0; i < sum.length / d; i++) {
                Dots.addScaled(sum, i * d, values, i * stride * d, d, share);
            }
        }

        private ScoreMap pooled(Grid grid, float[] scores, int rows, int columns) {
            ScoreMap map = new ScoreMap(grid);
            int[] columnOf = grid.columnOfKey();
            float[] row = new float[columns];
            int at = 0;
            for (int i = 0; i < rows; i++) {
                int seen = (grid.shape().visibleKeys(i * stride) + stride - 1) / stride;
                Dots.softmax(scores, i * columns, seen, row, 0);
                while (i * stride >= grid.queryBounds()[at + 1]) {
                    at++;
                }
                for (int j = 0; j < seen; j++) {
                    int c = columnOf[j * stride];
                    map.set(at, c, Math.max(map.get(at, c), row[j]));
                }
            }
            return map.normaliseRows();
        }

        @Override
        public SelectionCost cost(Extent extent) {
            AttentionShape shape = extent.shape();
            double share = (double) groups / shape.headCount();
            double pairs = (double) shape.densePairs() / stride / stride * share;
            double averaging = (double) (shape.queryCount() + shape.keyCount()) / stride * shape.headDim();
            return extent.cost(
                    2 * pairs * shape.headDim() + averaging,
                    (double) shape.keyCount() / stride,
                    shape.headDim(),
                    16,
                    pairs);
        }
    }
}
