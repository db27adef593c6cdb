package tessera.cli.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tessera.traces.stat.AttentionProbabilities;
import tessera.traces.trace.AttentionTrace;

/**
 * Which tokens would die where: importance is summed over heads, queries and layers so far, and after each layer the
 * tokens with the least of it are dropped for good. The importance of kept tokens is that of the whole trace, not of a
 * pruned run: this shows the trace, it does not simulate pruning.
 */
final class ImportanceFlow {
    /** Share of the tokens that the last layer keeps; the layers before it come down to that in equal steps. */
    static final double LAST_KEPT = 0.3;

    private static final int MOST_ROWS = 256;

    private ImportanceFlow() {}

    /**
     * For each layer and token its rank among the tokens that are left, in per cent: 100 for the most important, NaN for a
     * token that earlier layers dropped. Of large traces, up to 256 evenly spread queries count.
     */
    static double[][] of(AttentionTrace trace) {
        double[] importance = new double[trace.keyCount()];
        boolean[] isAlive = new boolean[trace.keyCount()];
        Arrays.fill(isAlive, true);
        double[][] flow = new double[trace.layerCount()][trace.keyCount()];
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            add(trace, layer, importance);
            Arrays.fill(flow[layer], Double.NaN);
            List<Integer> alive = ranked(importance, isAlive);
            for (int rank = 0; rank < alive.size(); rank++) {
                flow[layer][alive.get(rank)] = 100.0 * (alive.size() - rank) / alive.size();
            }
            int kept = keptAfter(layer, trace.layerCount(), trace.keyCount());
            alive.subList(Math.min(kept, alive.size()), alive.size()).forEach(key -> isAlive[key] = false);
        }
        return flow;
    }

    /** Tokens kept after a layer. */
    private static int keptAfter(int layer, int layerCount, int tokenCount) {
        double share = layerCount == 1 ? LAST_KEPT : 1 - (1 - LAST_KEPT) * (layer + 1) / layerCount;
        return Math.max(1, (int) Math.ceil(share * tokenCount));
    }

    private static void add(AttentionTrace trace, int layer, double[] importance) {
        int rowCount = Math.min(MOST_ROWS, trace.queryCount());
        float[] row = new float[trace.keyCount()];
        for (int head = 0; head < trace.headCount(); head++) {
            AttentionProbabilities probabilities = new AttentionProbabilities(trace, layer, head);
            for (int i = 0; i < rowCount; i++) {
                probabilities.row((int) ((2L * i + 1) * trace.queryCount() / (2L * rowCount)), row, 0);
                for (int key = 0; key < row.length; key++) {
                    importance[key] += row[key];
                }
            }
        }
    }

    /** The tokens that are left, most important first; ties: the lowest index first. */
    private static List<Integer> ranked(double[] importance, boolean[] isAlive) {
        List<Integer> alive = new ArrayList<>(IntStream.range(0, importance.length)
                .filter(key -> isAlive[key])
                .boxed()
                .toList());
        alive.sort(Comparator.comparingDouble((Integer key) -> -importance[key]).thenComparing(key -> key));
        return alive;
    }
}
