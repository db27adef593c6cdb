package tessera.traces.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tessera.traces.stat.HeadStatistics;
import tessera.traces.stat.LayerStatistics;
import tessera.traces.stat.TraceStatistics;
import tessera.traces.trace.TraceShape;

/** Recipes for synthetic heads that attend like those of a captured trace, head by head. */
public final class SyntheticFit {
    private SyntheticFit() {}

    /**
     * Fits every head. Of heads that read the same keys, the first chooses the radius.
     *
     * @param shape of the captured trace
     * @param captured its figures
     */
    public static SyntheticModel of(TraceShape shape, TraceStatistics captured, long seed) {
        TraceShape one = new TraceShape(
                1, 1, 1, shape.queryCount(), shape.keyCount(), shape.headDim(), shape.layout(), shape.causal());
        int group = shape.headCount() / shape.kvHeadCount();
        List<List<HeadRecipe>> recipes = new ArrayList<>();
        for (LayerStatistics layer : captured.perLayer()) {
            List<List<HeadRecipe>> groups = IntStream.range(0, shape.kvHeadCount())
                    .parallel()
                    .mapToObj(kvHead -> group(one, layer.heads().subList(kvHead * group, (kvHead + 1) * group), seed))
                    .toList();
            recipes.add(groups.stream().flatMap(List::stream).toList());
        }
        return new SyntheticModel(recipes);
    }

    private static List<HeadRecipe> group(TraceShape one, List<HeadStatistics> heads, long seed) {
        List<HeadRecipe> recipes = new ArrayList<>();
        for (HeadStatistics head : heads) {
            double radius = recipes.isEmpty() ? 0 : recipes.get(0).radius();
            recipes.add(HeadFit.of(one, head, radius, seed));
        }
        return recipes;
    }

    /**
     * How near a synthetic trace comes: mean and largest absolute difference of a figure over all heads.
     *
     * @param figure name as in {@code trace info}
     */
    public record Nearness(String figure, double meanDifference, double largestDifference) {}

    /** Compares two traces of as many layers and heads, figure by figure. */
    public static List<Nearness> nearness(TraceStatistics captured, TraceStatistics synthetic) {
        List<Nearness> all = new ArrayList<>();
        all.add(nearness("top10_mass", captured, synthetic, head -> List.of(head.top10Mass())));
        all.add(nearness("entropy", captured, synthetic, head -> List.of(head.entropy())));
        all.add(nearness("sink_share", captured, synthetic, head -> List.of(head.sinkShare())));
        all.add(nearness(
                "importance_concentration", captured, synthetic, head -> List.of(head.importanceConcentration())));
        all.add(nearness("mass_curve", captured, synthetic, HeadStatistics::massCurve));
        all.add(nearness("importance_curve", captured, synthetic, HeadStatistics::importanceCurve));
        all.add(nearness("locality", captured, synthetic, HeadStatistics::locality));
        return all;
    }

    private static Nearness nearness(
            String figure,
            TraceStatistics captured,
            TraceStatistics synthetic,
            java.util.function.Function<HeadStatistics, List<Double>> values) {
        double sum = 0;
        double largest = 0;
        int count = 0;
        for (int layer = 0; layer < captured.perLayer().size(); layer++) {
            List<HeadStatistics> heads = captured.perLayer().get(layer).heads();
            for (int head = 0; head < heads.size(); head++) {
                List<Double> wanted = values.apply(heads.get(head));
                List<Double> found =
                        values.apply(synthetic.perLayer().get(layer).heads().get(head));
                for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
                    double difference = Math.abs(wanted.get(i) - found.get(i));
                    sum += difference;
                    largest = Math.max(largest, difference);
                    count++;
                }
            }
        }
        return new Nearness(figure, count == 0 ? 0 : sum / count, largest);
    }
}
