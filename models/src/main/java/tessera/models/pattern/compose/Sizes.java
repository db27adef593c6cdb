package tessera.models.pattern.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Lengths;
import tessera.models.plan.Phase;

/** The names that formulas of a method file may use. */
final class Sizes {
    private Sizes() {}

    /**
     * n keys, q queries, d head_dim, h heads, hk key/value heads, g heads per key/value head, pairs visible (query, key) pairs
     * of a head, c their share of q·n, decode 1 or 0, steps queries that are steps of their own (1 in prefill),
     * bs and ks by which blocks and numbers of keys are shrunk (1 for the authors' numbers).
     */
    static Map<String, Double> of(AttentionShape shape, Phase phase, Lengths lengths) {
        Map<String, Double> sizes = new LinkedHashMap<>();
        sizes.put("n", (double) shape.keyCount());
        sizes.put("q", (double) shape.queryCount());
        sizes.put("d", (double) shape.headDim());
        sizes.put("h", (double) shape.headCount());
        sizes.put("hk", (double) shape.kvHeadCount());
        sizes.put("g", (double) shape.groupSize());
        sizes.put("pairs", (double) shape.densePairs());
        sizes.put("c", (double) shape.densePairs() / ((double) shape.queryCount() * shape.keyCount()));
        sizes.put("decode", phase == Phase.DECODE ? 1.0 : 0.0);
        sizes.put("steps", phase == Phase.DECODE ? shape.queryCount() : 1.0);
        sizes.put("bs", lengths.block());
        sizes.put("ks", lengths.budget());
        return sizes;
    }
}
