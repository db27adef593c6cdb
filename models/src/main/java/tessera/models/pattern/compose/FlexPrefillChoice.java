package tessera.models.pattern.compose;

import java.util.Arrays;
import java.util.BitSet;
import tessera.models.golden.TopK;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.Dots;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.pattern.score.Grid;
import tessera.models.pattern.score.ScoreContext;
import tessera.models.pattern.score.ScoreMap;
import tessera.models.pattern.score.Scorer;
import tessera.models.pattern.select.SelectRule;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;

/**
 * FlexPrefill: per head, if pooled queries and keys predict the last block's distribution over key blocks well enough
 * (√ of the Jensen-Shannon divergence below a limit), the pooled map decides; otherwise verticals and slashes.
 * <b>Source:</b> bytedance/FlexPrefill, ops/flex_prefill_attention.py.
 *
 * @param block of queries and keys, and rows of the probe
 * @param mass share of probability to reach, of the map, of verticals and of slashes; 1 keeps all
 * @param limit on √JSD
 * @param pooled the estimator of the map
 * @param mapRule the rule of the map
 */
record FlexPrefillChoice(int block, double mass, double limit, Scorer pooled, SelectRule mapRule, double share)
        implements Choice {
    @Override
    public Chosen choose(ChoiceContext context) {
        AttentionShape shape = context.input().shape();
        Grid grid = Grid.uniform(shape, context.phase() == Phase.DECODE ? 1 : block, block);
        VerticalSlashChoice.Marginals marginals = VerticalSlashChoice.Marginals.of(context, block);
        if (isPooledGoodEnough(context, grid, marginals)) {
            ScoreMap map = pooled.score(new ScoreContext(
                    context.input(), context.values(), grid, context.kept(), context.phase(), context.seed()));
            BitSet chosen = mapRule.choose(map.addNoise(context.noise(), context.seed()), new BitSet());
            return new Chosen(grid, Expansion.tokens(grid, chosen));
        }
        int keys = share > 0 ? (int) Math.ceil(share * shape.keyCount()) : reaching(marginals.vertical());
        int distances = share > 0 ? (int) Math.ceil(share * marginals.slash().length) : reaching(marginals.slash());
        TokenMask mask = VerticalSlashChoice.mask(
                shape, TopK.keptIndices(marginals.vertical(), keys), TopK.keptIndices(marginals.slash(), distances));
        return new Chosen(grid, mask);
    }

    /** How many of the largest reach the mass. */
    private int reaching(double[] values) {
        if (mass >= 1) {
            return values.length;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double wanted = mass * Arrays.stream(values).sum();
        int count = 0;
        for (double reached = 0; count < sorted.length && reached < wanted; count++) {
            reached += sorted[sorted.length - 1 - count];
        }
        return count;
    }

    private boolean isPooledGoodEnough(ChoiceContext context, Grid grid, VerticalSlashChoice.Marginals marginals) {
        int d = grid.shape().headDim();
        float[] query = context.values().query();
        int rows = query.length / d;
        float[] mean = new float[d];
        for (int i = Math.max(0, rows - block); i < rows; i++) {
            Dots.addScaled(mean, 0, query, i * d, d, 1f / Math.min(block, rows));
        }
        float[] scores = Dots.products(mean, grid.keyMeans(context.values().key()), d, (float) (1 / Math.sqrt(d)));
        float[] estimated = new float[scores.length];
        Dots.softmax(scores, 0, scores.length, estimated, 0);
        double[] exact = new double[grid.columns()];
        int[] columnOf = grid.columnOfKey();
        double total = 0;
        for (int j = 0; j < columnOf.length; j++) {
            exact[columnOf[j]] += marginals.vertical()[j];
            total += marginals.vertical()[j];
        }
        double divergence = 0;
        for (int c = 0; c < exact.length; c++) {
            double p = exact[c] / total;
            double middle = (p + estimated[c]) / 2;
            divergence += part(p, middle) / 2 + part(estimated[c], middle) / 2;
        }
        return Math.sqrt(Math.max(0, divergence)) < limit;
    }

    private static double part(double p, double middle) {
        return p <= 0 ? 0 : p * StrictMath.log(p / middle);
    }

    @Override
    public SelectionCost cost(AttentionShape shape, Phase phase, int head) {
        double cells = (double) shape.densePairs() / block / block;
        double map = 2 * cells * shape.headDim() + (double) shape.headDim() * (shape.queryCount() + shape.keyCount());
        return VerticalSlashChoice.probe(shape, block)
                .plus(new SelectionCost(
                        Math.round(map),
                        16,
                        2L * shape.queryCount() * shape.headDim(),
                        0,
                        Math.round(cells) + 3L * shape.keyCount(),
                        0,
                        4));
    }

    @Override
    public double shareOf(AttentionShape shape) {
        return mass >= 1 || share >= 1 ? 1 : Double.NaN;
    }

    @Override
    public int queryBlock() {
        return block;
    }

    @Override
    public int keyBlock() {
        return block;
    }

    @Override
    public Choice withShare(double newShare) {
        SelectRule rule = tessera.models.pattern.select.RuleKind.share(newShare);
        return new FlexPrefillChoice(block, mass, limit, pooled, rule, newShare);
    }
}
