package tessera.traces.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tessera.traces.trace.AttentionTrace;

/**
 * The figures of {@code tessera trace info}.
 *
 * @param measuredQueries how many of the trace's queries the figures are of; all of them, or evenly spread ones
 * @param rowSumError largest |Σ_k p − 1| over all layers, heads and measured queries of the recomputed binary32
 *     probabilities
 * @param radii distances of the locality figures, in tokens along any axis; none in a trace with more queries than keys
 * @param perLayer one entry a layer, in order
 */
public record TraceStatistics(
        int measuredQueries, double rowSumError, List<Integer> radii, List<LayerStatistics> perLayer) {
    /** Probabilities that {@code trace info} computes without being asked for more: less than a second. */
    public static final long USUAL_PAIR_COUNT = 8_000_000;

    public TraceStatistics {
        radii = List.copyOf(radii);
        perLayer = List.copyOf(perLayer);
    }

    /** The figures of all queries. */
    public static TraceStatistics of(AttentionTrace trace) {
        return of(trace, Long.MAX_VALUE);
    }

    /**
     * The figures of evenly spread queries, so many that at most {@code largestPairCount} probabilities are computed (but
     * at least one query): O(layers x heads x queries x keys x headDim), heads in parallel, added up in a fixed order so
     * that the result does not depend on the number of threads.
     */
    public static TraceStatistics of(AttentionTrace trace, long largestPairCount) {
        QuerySample queries = QuerySample.within(trace.shape(), largestPairCount);
        Locality locality = new Locality(trace.shape());
        double rowSumError = 0;
        List<LayerStatistics> layers = new ArrayList<>();
        for (int layer = 0; layer < trace.layerCount(); layer++) {
            int current = layer;
            List<HeadMeasure> measures = IntStream.range(0, trace.headCount())
                    .parallel()
                    .mapToObj(head -> HeadMeasure.of(trace, current, head, queries, locality))
                    .toList();
            List<HeadStatistics> heads = new ArrayList<>();
            for (HeadMeasure measure : measures) {
                rowSumError = Math.max(rowSumError, measure.rowSumError());
                heads.add(measure.statistics(heads.size()));
            }
            layers.add(LayerStatistics.of(layer, heads));
        }
        return new TraceStatistics(queries.count(), rowSumError, locality.radii(), layers);
    }
}
