package tessera.models.pattern.score;

import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.SelectionCost;

/**
 * SnapKV, GUI-KV: how much probability each key gets from the last few queries, averaged over neighbouring keys; the same
 * score for every row.
 *
 * @param rows last queries that are asked
 * @param smoothing keys averaged over, odd
 * @param normWeight added times the softmax of the keys' standardised norms; 0 for none
 */
record LastRows(int rows, int smoothing, double normWeight) implements Scorer {
    private static final double TEMPERATURE = 3.5;

    /** Probability that each key gets from the last queries, summed, {@code [key]}. */
    static double[] received(ScoreContext context, int rows) {
        AttentionShape shape = context.grid().shape();
        float[] p = context.head().probabilities();
        double[] received = new double[shape.keyCount()];
        for (int i = Math.max(0, shape.queryCount() - rows); i < shape.queryCount(); i++) {
            for (int j = 0; j < received.length; j++) {
                received[j] += p[i * received.length + j];
            }
        }
        return received;
    }

    @Override
    public ScoreMap score(ScoreContext context) {
        Grid grid = context.grid();
        double[] received = received(context, rows);
        double[] bonus = normWeight == 0 ? new double[received.length] : norms(context);
        int[] columnOf = grid.columnOfKey();
        float[] best = new float[grid.columns()];
        for (int j = 0; j < received.length; j++) {
            int from = Math.max(0, j - smoothing / 2);
            int to = Math.min(received.length, j + smoothing / 2 + 1);
            double sum = 0;
            for (int k = from; k < to; k++) {
                sum += received[k];
            }
            best[columnOf[j]] = Math.max(best[columnOf[j]], (float) (sum / smoothing + normWeight * bonus[j]));
        }
        ScoreMap map = new ScoreMap(grid);
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                map.set(row, column, best[column]);
            }
        }
        return map;
    }

    /** softmax of the keys' norms, standardised and divided by the temperature. */
    private static double[] norms(ScoreContext context) {
        int d = context.grid().shape().headDim();
        float[] key = context.head().key();
        double[] norms = new double[key.length / d];
        double mean = 0;
        double squares = 0;
        for (int j = 0; j < norms.length; j++) {
            double sum = 0;
            for (int c = 0; c < d; c++) {
                sum += (double) key[j * d + c] * key[j * d + c];
            }
            norms[j] = Math.sqrt(sum);
            mean += norms[j] / norms.length;
            squares += sum / norms.length;
        }
        double deviation = Math.sqrt(Math.max(1e-12, squares - mean * mean));
        double total = 0;
        for (int j = 0; j < norms.length; j++) {
            norms[j] = StrictMath.exp((norms[j] - mean) / deviation / TEMPERATURE);
            total += norms[j];
        }
        for (int j = 0; j < norms.length; j++) {
            norms[j] /= total;
        }
        return norms;
    }

    @Override
    public long rankedScores(Extent extent) {
        return extent.columns();
    }

    @Override
    public boolean isOnce() {
        return true;
    }

    @Override
    public SelectionCost cost(Extent extent) {
        AttentionShape shape = extent.shape();
        double d = shape.headDim();
        double pairs = (double) Math.min(rows, shape.queryCount()) * shape.keyCount();
        double bytes = 2 * d * (shape.keyCount() * extent.keyShare() + rows) + 4.0 * shape.keyCount();
        // Once after prefill, not in every decode step.
        return new SelectionCost(Math.round(2 * pairs * d), 16, Math.round(bytes), 0);
    }
}
