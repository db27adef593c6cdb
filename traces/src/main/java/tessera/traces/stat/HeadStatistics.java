package tessera.traces.stat;

import java.util.List;

/**
 * How one head attends. Its fields are those of {@link LayerStatistics}, without the mean over heads.
 *
 * @param head index from 0
 * @param entropy in bits
 * @param massCurve mean over queries of the probability on the largest 1, 2, 5, 10, 20, 50 % of the visible keys
 *     ({@link MassCurve#PERCENT})
 * @param importanceCurve the same shares of the head's token importance
 * @param locality mean over queries of the probability within each radius of {@link TraceStatistics#radii}
 */
public record HeadStatistics(
        int head,
        double top10Mass,
        double entropy,
        double sinkShare,
        double importanceConcentration,
        List<Double> massCurve,
        List<Double> importanceCurve,
        List<Double> locality) {
    public HeadStatistics {
        massCurve = List.copyOf(massCurve);
        importanceCurve = List.copyOf(importanceCurve);
        locality = List.copyOf(locality);
    }
}
