package tessera.traces.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tessera.traces.trace.AttentionTrace;

/**
 * The figures of {@code tessera trace info}.
 *
 * @param rowSumError largest |Σ_k p − 1| over all layers, heads and queries of the recomputed binary32 probabilities
 * @param perLayer one entry a layer, in order
 */
public record TraceStatistics(double rowSumError, List<LayerStatistics> perLayer) {
    public TraceStatistics {
        perLayer = List.copyOf(perLayer);
    }

    /**
     * Computes them: O(layers x heads x queries x keys x headDim), heads in parallel, added up in a fixed order so that
     * the result does not depend on the number of threads.
     */
    public static TraceStatistics of(AttentionTrace trace) {
        double rowSumError = 0;
        List<LayerStatistics> layers = new ArrayList<>();
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            List<HeadSums> heads = heads(trace, layer);
            double top10Mass = 0;
            double entropy = 0;
            double sink = 0;
            double concentration = 0;
            for (HeadSums head : heads) {
                top10Mass += head.top10Mass();
                entropy += head.entropyBits();
                sink += head.sink();
                rowSumError = Math.max(rowSumError, head.rowSumError());
                concentration += head.concentration();
            }
            double rows = (double) trace.headCount() * trace.queryCount();
            layers.add(new LayerStatistics(
                    layer, top10Mass / rows, entropy / rows, sink / rows, concentration / trace.headCount()));
        }
        return new TraceStatistics(rowSumError, layers);
    }

    private static List<HeadSums> heads(AttentionTrace trace, int layer) {
        return IntStream.range(0, trace.headCount())
                .parallel()
                .mapToObj(head -> HeadSums.of(trace, layer, head))
                .toList();
    }
}
