package tessera.traces.stat;

import tessera.traces.trace.AttentionTrace;
import tessera.traces.trace.TraceShape;

/**
 * Sums over the queries of one head, one pass over its probabilities, a row at a time.
 *
 * @param top10Mass sum over queries of the probability on the top 10 % of the visible keys
 * @param entropyBits sum over queries of −Σ p log2 p
 * @param sink sum over queries of the probability on key 0
 * @param rowSumError largest |Σ_k p − 1| of any query
 * @param concentration share of the top 10 % of the keys in the token importance, the sum of p over queries
 */
record HeadSums(double top10Mass, double entropyBits, double sink, double rowSumError, double concentration) {
    static HeadSums of(AttentionTrace trace, int layer, int head) {
        TraceShape shape = trace.shape();
        AttentionProbabilities probabilities = new AttentionProbabilities(trace, layer, head);
        float[] row = new float[shape.keyCount()];
        double[] importance = new double[shape.keyCount()];
        double top10Mass = 0;
        double entropy = 0;
        double sink = 0;
        double rowSumError = 0;
        for (int query = 0; query < shape.queryCount(); query++) {
            probabilities.row(query, row, 0);
            int visible = shape.visibleKeys(query);
            rowSumError = Math.max(rowSumError, Math.abs(addTo(importance, row, visible) - 1));
            entropy += entropyNats(row, visible);
            sink += row[0];
            top10Mass += LargestSum.of(row, visible, LargestSum.tenth(visible));
        }
        return new HeadSums(top10Mass, entropy / Math.log(2), sink, rowSumError, concentration(importance));
    }

    private static double addTo(double[] importance, float[] row, int visible) {
        double sum = 0;
        for (int key = 0; key < visible; key++) {
            importance[key] += row[key];
            sum += row[key];
        }
        return sum;
    }

    private static double concentration(double[] importance) {
        float[] copy = new float[importance.length];
        double sum = 0;
        for (int key = 0; key < copy.length; key++) {
            copy[key] = (float) importance[key];
            sum += importance[key];
        }
        return LargestSum.of(copy, copy.length, LargestSum.tenth(copy.length)) / sum;
    }

    private static double entropyNats(float[] row, int visible) {
        double entropy = 0;
        for (int key = 0; key < visible; key++) {
            if (row[key] > 0) {
                entropy -= row[key] * Math.log(row[key]);
            }
        }
        return entropy;
    }
}
