package tessera.sim.spatten;

import java.util.Arrays;
import java.util.stream.IntStream;
import tessera.models.golden.DenseAttention;
import tessera.models.golden.TopK;
import tessera.traces.trace.AttentionTrace;

/** Token importance as dense attention in floating point has it, layer after layer: what a ranking is compared with. */
final class DenseRanking {
    private final AttentionTrace trace;
    private final double[] importance;

    DenseRanking(AttentionTrace trace) {
        this.trace = trace;
        this.importance = new double[trace.keyCount()];
    }

    /** Share of the kept tokens that are among as many most important ones; 1 where nothing is pruned. */
    double overlap(int[] kept) {
        if (kept.length == 0 || kept.length == importance.length) {
            return 1;
        }
        int[] wanted = TopK.keptIndices(importance, kept.length);
        long common = IntStream.of(kept)
                .filter(token -> Arrays.binarySearch(wanted, token) >= 0)
                .count();
        return (double) common / kept.length;
    }

    /** Adds the probabilities of all heads and queries of a layer. */
    void add(int layer) {
        for (int head = 0; head < trace.headCount(); head++) {
            float[] queries = trace.query(layer, head);
            float[] keys = trace.key(layer, head);
            for (int query = 0; query < trace.queryCount(); query++) {
                int visible = trace.shape().visibleKeys(query);
                double[] row = DenseAttention.probabilities(queries, query, keys, visible, trace.headDim());
                for (int key = 0; key < visible; key++) {
                    importance[key] += row[key];
                }
            }
        }
    }
}
