package tessera.models.pattern.score;

import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.Dots;
import tessera.models.plan.SelectionCost;

/**
 * NSA and InfLLM-V2: keys mean-pooled over {@code kernel} tokens every {@code stride}; probabilities of each query over the
 * pooled keys that it sees whole; of the windows that overlap a block, the largest or the sum is the block's score.
 *
 * @param kernel tokens in a pooled key
 * @param stride tokens between pooled keys
 * @param isMax largest instead of sum
 * @param passes how often scores are computed: 1, 2 with a pass for the softmax's sum, 1.25 with a coarser one
 */
record CompressedK(int kernel, int stride, boolean isMax, double passes) implements Scorer {
    @Override
    public ScoreMap score(ScoreContext context) {
        Grid grid = context.grid();
        AttentionShape shape = grid.shape();
        int d = shape.headDim();
        int windows = Math.max(1, (shape.keyCount() - kernel) / stride + 1);
        float[] scores = Dots.products(
                context.head().query(), pooled(context.head().key(), grid.keyOrder(), windows, d), d, (float)
                        (1 / Math.sqrt(d)));
        ScoreMap map = new ScoreMap(grid);
        float[] row = new float[windows];
        for (int block = 0; block < grid.rows(); block++) {
            for (int at = grid.queryBounds()[block]; at < grid.queryBounds()[block + 1]; at++) {
                int query = grid.queryOrder()[at];
                int seen = Math.max(0, Math.min(windows, (shape.visibleKeys(query) - kernel) / stride + 1));
                if (seen > 0) {
                    Dots.softmax(scores, query * windows, seen, row, 0);
                    addRow(map, block, row, seen);
                }
            }
        }
        return map;
    }

    private void addRow(ScoreMap map, int block, float[] row, int seen) {
        Grid grid = map.grid();
        for (int column = 0; column < grid.columns(); column++) {
            int first = Math.max(0, (grid.keyBounds()[column] - kernel) / stride + 1);
            int last = Math.min(seen - 1, (grid.keyBounds()[column + 1] - 1) / stride);
            float score = 0;
            for (int w = first; w <= last; w++) {
                score = isMax ? Math.max(score, row[w]) : score + row[w];
            }
            map.set(block, column, map.get(block, column) + score);
        }
    }

    private float[] pooled(float[] key, int[] order, int windows, int d) {
        float[] pooled = new float[windows * d];
        int keys = key.length / d;
        for (int w = 0; w < windows; w++) {
            int end = Math.min(keys, w * stride + kernel);
            for (int j = w * stride; j < end; j++) {
                Dots.addScaled(pooled, w * d, key, order[j] * d, d, 1f / (end - w * stride));
            }
        }
        return pooled;
    }

    @Override
    public SelectionCost cost(Extent extent) {
        AttentionShape shape = extent.shape();
        double d = shape.headDim();
        double pairs = (double) shape.densePairs() / stride;
        double pooling = (double) shape.keyCount() * kernel / stride * d * extent.keyShare();
        return extent.cost(2 * pairs * d * passes + pooling, (double) shape.keyCount() / stride, d, 16, extent.cells());
    }
}
