package tessera.traces.stat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How one layer attends, averaged over its heads and queries. p(h, q, k) is the probability with which query q of head h
 * attends to key k; "the top 10 %" of n are the ceil(n / 10) largest. All but the entropy lie between 0 and 1.
 *
 * @param layer index from 0
 * @param top10Mass mean over heads and queries of the probability on the top 10 % of the keys that the query may see
 * @param entropy mean over heads and queries of −Σ p log2 p, in bits: 0 (one key) to log2(keys) (uniform)
 * @param sinkShare mean over heads and queries of the probability on key 0, the usual attention sink
 * @param importanceConcentration mean over heads of the share of the top 10 % of the keys in the head's token importance,
 *     the sum of p over its queries (what SpAtten's token pruning accumulates)
 * @param massCurve as the head's, mean over heads
 * @param importanceCurve as the head's, mean over heads
 * @param locality as the head's, mean over heads
 * @param heads one entry a head, in order
 */
public record LayerStatistics(
        int layer,
        double top10Mass,
        double entropy,
        double sinkShare,
        double importanceConcentration,
        List<Double> massCurve,
        List<Double> importanceCurve,
        List<Double> locality,
        List<HeadStatistics> heads) {
    public LayerStatistics {
        heads = List.copyOf(heads);
    }

    /** The means of some heads. */
    static LayerStatistics of(int layer, List<HeadStatistics> heads) {
        return new LayerStatistics(
                layer,
                mean(heads, HeadStatistics::top10Mass),
                mean(heads, HeadStatistics::entropy),
                mean(heads, HeadStatistics::sinkShare),
                mean(heads, HeadStatistics::importanceConcentration),
                means(heads, HeadStatistics::massCurve),
                means(heads, HeadStatistics::importanceCurve),
                means(heads, HeadStatistics::locality),
                heads);
    }

    private static double mean(List<HeadStatistics> heads, ToDoubleFunction<HeadStatistics> figure) {
        double sum = 0;
        for (HeadStatistics head : heads) {
            sum += figure.applyAsDouble(head);
        }
        return sum / heads.size();
    }

    private static List<Double> means(List<HeadStatistics> heads, Function<HeadStatistics, List<Double>> curve) {
        List<Double> means = new ArrayList<>();
        for (int i = 0; i < curve.apply(heads.get(0)).size(); i++) {
            int point = i;
            means.add(mean(heads, head -> curve.apply(head).get(point)));
        }
        return List.copyOf(means);
    }
}
