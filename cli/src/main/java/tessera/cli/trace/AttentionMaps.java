package tessera.cli.trace;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.stat.AttentionProbabilities;
import tessera.traces.trace.AttentionTrace;
import tessera.viz.chart.RasterSheet.Panel;

/**
 * Attention maps small enough to be drawn: evenly spread queries, and of neighbouring keys the largest probability. The
 * share is the square root of the probability over the map's largest; keys that a query may not see are nothing.
 */
final class AttentionMaps {
    private AttentionMaps() {}

    static Panel of(AttentionTrace trace, int layer, int head, int largestSide) {
        int rowCount = Math.min(largestSide, trace.queryCount());
        int columnCount = Math.min(largestSide, trace.keyCount());
        AttentionProbabilities probabilities = new AttentionProbabilities(trace, layer, head);
        float[] row = new float[trace.keyCount()];
        float[] map = new float[rowCount * columnCount];
        float largest = 0;
        for (int i = 0; i < rowCount; i++) {
            int query = (int) ((2L * i + 1) * trace.queryCount() / (2L * rowCount));
            probabilities.row(query, row, 0);
            int visible = trace.shape().visibleKeys(query);
            for (int column = 0; column < columnCount; column++) {
                int from = (int) ((long) column * trace.keyCount() / columnCount);
                int to = (int) ((column + 1L) * trace.keyCount() / columnCount);
                float most = from >= visible ? Float.NaN : 0;
                for (int key = from; key < Math.min(to, visible); key++) {
                    most = Math.max(most, row[key]);
                }
                map[i * columnCount + column] = most;
                largest = Float.isNaN(most) ? largest : Math.max(largest, most);
            }
        }
        List<Float> shares = new ArrayList<>();
        for (float probability : map) {
            shares.add((float) Math.sqrt(probability / largest));
        }
        return new Panel(columnCount, shares);
    }
}
