package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.models.golden.TopK;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.Dots;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.pattern.permute.KMeans;
import tessera.models.pattern.score.Grid;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;

/**
 * Routing Transformer: queries and keys on the unit sphere, k-means over both; every centroid takes its nearest
 * {@code window} queries and keys, which attend to each other. A query may be with several centroids, or none.
 * <b>Source:</b> lucidrains/routing-transformer.
 *
 * @param window queries, and keys, of a cluster
 * @param iterations of k-means
 */
record RoutingChoice(int window, int iterations) implements Choice {
    @Override
    public Chosen choose(ChoiceContext context) {
        AttentionShape shape = context.input().shape();
        int d = shape.headDim();
        int each = Math.min(window, shape.keyCount());
        int clusters = Math.max(1, (shape.keyCount() + each - 1) / each);
        float[] query = unit(context.values().query(), d);
        float[] key = unit(context.values().key(), d);
        float[] both = new float[query.length + key.length];
        System.arraycopy(query, 0, both, 0, query.length);
        System.arraycopy(key, 0, both, query.length, key.length);
        float[] centroids =
                unit(KMeans.run(both, d, clusters, iterations, context.seed()).centroids(), d);
        TokenMask mask = new TokenMask(shape);
        List<BitSet> membership = new ArrayList<>();
        for (int i = 0; i < shape.queryCount(); i++) {
            membership.add(new BitSet());
        }
        for (int c = 0; c < clusters; c++) {
            int[] keys = nearest(key, centroids, c, d, each);
            for (int i : nearest(query, centroids, c, d, Math.min(each, shape.queryCount()))) {
                membership.get(i).set(c);
                for (int j : keys) {
                    mask.add(i, j);
                }
            }
        }
        return new Chosen(
                Grid.uniform(shape, 1, 1), mask, context.phase() == Phase.DECODE ? List.of() : groups(membership));
    }

    private static List<int[]> groups(List<BitSet> membership) {
        Map<Object, List<Integer>> together = new LinkedHashMap<>();
        for (int i = 0; i < membership.size(); i++) {
            Object key = membership.get(i).isEmpty() ? (Object) i : membership.get(i);
            together.computeIfAbsent(key, unused -> new ArrayList<>()).add(i);
        }
        return together.values().stream()
                .map(queries -> queries.stream().mapToInt(i -> i).toArray())
                .toList();
    }

    private static int[] nearest(float[] values, float[] centroids, int centroid, int d, int count) {
        double[] closeness = new double[values.length / d];
        for (int i = 0; i < closeness.length; i++) {
            closeness[i] = Dots.dot(values, i * d, centroids, centroid * d, d);
        }
        return TopK.keptIndices(closeness, count);
    }

    private static float[] unit(float[] values, int d) {
        float[] out = values.clone();
        for (int start = 0; start < out.length; start += d) {
            float norm = (float) Math.sqrt(Dots.dot(out, start, out, start, d));
            for (int c = 0; c < d && norm > 0; c++) {
                out[start + c] /= norm;
            }
        }
        return out;
    }

    @Override
    public SelectionCost cost(AttentionShape shape, Phase phase, int head) {
        double tokens = shape.queryCount() + (double) shape.keyCount() / shape.groupSize();
        double clusters = Math.ceil((double) shape.keyCount() / window);
        return new SelectionCost(
                Math.round(2 * tokens * clusters * shape.headDim()),
                16,
                Math.round(2 * tokens * shape.headDim()),
                Math.round(tokens * clusters),
                0,
                Math.round(2.0 * 2 * 2 * tokens * shape.headDim()),
                3);
    }

    @Override
    public double shareOf(AttentionShape shape) {
        return Math.min(1, (double) window / shape.keyCount());
    }

    @Override
    public int queryBlock() {
        return window;
    }

    @Override
    public int keyBlock() {
        return window;
    }

    @Override
    public Choice withShare(double share) {
        return share >= 1 ? new RoutingChoice(1 << 30, iterations) : this;
    }
}
