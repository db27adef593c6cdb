package tessera.models.quality;

import java.util.Arrays;
import java.util.Optional;
import tessera.models.pattern.compose.HeadVisitor;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.Dots;
import tessera.models.pattern.input.HeadValues;
import tessera.models.pattern.input.PlanInput;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.HeadPlan;

/**
 * Measures quality head by head while a pattern plans. Of long sequences evenly spread queries are measured, as many per head as
 * asked for; the same ones for every pattern.
 */
public final class QualityMeter implements HeadVisitor {
    /** Longest sequence whose reach is followed through the layers. */
    public static final int MOST_REACH_TOKENS = 1024;

    private final PlanInput input;
    private final AttentionShape shape;
    private final int[] queries;
    private final Optional<Reach> reach;
    private double keptMass;
    private double leastKeptMass = Double.POSITIVE_INFINITY;
    private double errorSquares;
    private double outputSquares;
    private double recall;
    private double coverage;
    private double leastCoverage = Double.POSITIVE_INFINITY;
    private long rows;

    /** @param queriesPerHead how many queries of each head are measured at the most */
    public QualityMeter(PlanInput input, int queriesPerHead) {
        this.input = input;
        this.shape = input.shape();
        int count = Math.min(queriesPerHead, shape.queryCount());
        this.queries = new int[count];
        for (int i = 0; i < count; i++) {
            // The last query is always one of them: it sees most.
            queries[i] = (int) ((i + 1L) * shape.queryCount() / count) - 1;
        }
        boolean isFollowed =
                input.hasValues() && shape.queryCount() == shape.keyCount() && shape.keyCount() <= MOST_REACH_TOKENS;
        this.reach = isFollowed ? Optional.of(new Reach(shape)) : Optional.empty();
    }

    @Override
    public void head(int layer, int head, HeadPlan plan, Optional<Attended> attended) {
        if (attended.isEmpty() || !input.hasValues()) {
            return;
        }
        HeadValues values = input.head(layer, head);
        TokenMask mask = attended.get().mask();
        float[] scores = attended.get().keys().isEmpty()
                ? values.scores()
                : Dots.products(values.query(), attended.get().keys().get(), shape.headDim(), (float)
                        (1 / Math.sqrt(shape.headDim())));
        for (int query : queries) {
            row(values, mask, scores, query);
        }
        reach.ifPresent(followed -> followed.add(layer, mask));
    }

    private void row(HeadValues values, TokenMask mask, float[] scores, int query) {
        int n = shape.keyCount();
        int d = shape.headDim();
        int visible = shape.visibleKeys(query);
        int[] keys = mask.keys(query);
        if (keys.length == 0) {
            return; // A query that a cascade has pruned is not executed.
        }
        float[] p = values.probabilities();
        double mass = 0;
        float[] own = new float[keys.length];
        for (int i = 0; i < keys.length; i++) {
            mass += p[query * n + keys[i]];
            own[i] = scores[query * n + keys[i]];
        }
        Dots.softmax(own, 0, own.length, own, 0);
        float[] output = new float[d];
        for (int i = 0; i < keys.length; i++) {
            Dots.addScaled(output, 0, values.value(), keys[i] * d, d, own[i]);
        }
        float[] dense = values.output();
        for (int c = 0; c < d; c++) {
            double difference = output[c] - dense[query * d + c];
            errorSquares += difference * difference;
            outputSquares += (double) dense[query * d + c] * dense[query * d + c];
        }
        double share = (double) keys.length / visible;
        keptMass += mass;
        leastKeptMass = Math.min(leastKeptMass, mass);
        recall += recall(p, query * n, visible, keys);
        coverage += share;
        leastCoverage = Math.min(leastCoverage, share);
        rows++;
    }

    private static double recall(float[] p, int start, int visible, int[] keys) {
        if (keys.length >= visible) {
            return 1;
        }
        float[] sorted = Arrays.copyOfRange(p, start, start + visible);
        Arrays.sort(sorted);
        float threshold = sorted[visible - keys.length];
        int hits = 0;
        for (int key : keys) {
            hits += p[start + key] >= threshold ? 1 : 0;
        }
        return Math.min(1, (double) hits / Math.max(1, keys.length));
    }

    /** What has been measured so far. */
    public Quality quality() {
        if (rows == 0) {
            double none = Double.NaN;
            return new Quality(none, none, none, none, none, none, none, 0);
        }
        return new Quality(
                Math.min(1, keptMass / rows),
                Math.min(1, leastKeptMass),
                outputSquares == 0 ? 0 : Math.sqrt(errorSquares / outputSquares),
                recall / rows,
                coverage / rows,
                leastCoverage,
                reach.map(Reach::share).orElse(Double.NaN),
                rows);
    }
}
