package tessera.models.pattern.compose;

import tessera.models.golden.TopK;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.pattern.score.Grid;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;

/**
 * MInference's vertical-slash: the keys, and the distances between query and key, that get most probability from the last
 * queries.
 *
 * @param rows last queries that are asked
 * @param verticals keys to keep
 * @param slashes distances to keep
 * @param block tile that the kernel works on
 * @param share of all keys and distances to keep instead of these counts; 0 for the counts
 */
record VerticalSlashChoice(int rows, int verticals, int slashes, int block, double share) implements Choice {
    /** Probability by key, and by distance + keyCount − 1 (from the last query's view: 0 … 2 keyCount − 2). */
    record Marginals(double[] vertical, double[] slash) {
        static Marginals of(ChoiceContext context, int rows) {
            AttentionShape shape = context.input().shape();
            float[] p = context.values().probabilities();
            int keys = shape.keyCount();
            double[] vertical = new double[keys];
            double[] slash = new double[2 * keys - 1];
            for (int i = Math.max(0, shape.queryCount() - rows); i < shape.queryCount(); i++) {
                int at = shape.position(i);
                for (int j = 0; j < keys; j++) {
                    vertical[j] += p[i * keys + j];
                    slash[at - j + keys - 1] += p[i * keys + j];
                }
            }
            return new Marginals(vertical, slash);
        }
    }

    /** Every query attends to these keys and to keys at these distances, as {@link Marginals} counts them. */
    static TokenMask mask(AttentionShape shape, int[] keys, int[] distances) {
        TokenMask mask = new TokenMask(shape);
        for (int i = 0; i < shape.queryCount(); i++) {
            for (int key : keys) {
                mask.add(i, key);
            }
            int at = shape.position(i) + shape.keyCount() - 1;
            for (int distance : distances) {
                int key = at - distance;
                if (key >= 0 && key < shape.keyCount()) {
                    mask.add(i, key);
                }
            }
        }
        return mask;
    }

    @Override
    public Chosen choose(ChoiceContext context) {
        AttentionShape shape = context.input().shape();
        Marginals marginals = Marginals.of(context, rows);
        int keys = share > 0 ? (int) Math.ceil(share * shape.keyCount()) : verticals;
        int distances = share > 0 ? (int) Math.ceil(share * marginals.slash.length) : slashes;
        TokenMask mask =
                mask(shape, TopK.keptIndices(marginals.vertical, keys), TopK.keptIndices(marginals.slash, distances));
        int rowBlock = context.phase() == Phase.DECODE ? 1 : block;
        return new Chosen(Grid.uniform(shape, rowBlock, block), mask);
    }

    @Override
    public SelectionCost cost(AttentionShape shape, Phase phase, int head) {
        return probe(shape, rows).plus(new SelectionCost(0, 0, 0, 3L * shape.keyCount(), 0, 0, 2));
    }

    /** The exact attention of the last rows. */
    static SelectionCost probe(AttentionShape shape, int rows) {
        double d = shape.headDim();
        double flops = 2.0 * Math.min(rows, shape.queryCount()) * shape.keyCount() * d;
        return new SelectionCost(Math.round(flops), 16, Math.round(2 * d * shape.keyCount() / shape.groupSize()), 0);
    }

    @Override
    public double shareOf(AttentionShape shape) {
        double keys = shape.keyCount();
        double kept = share > 0 ? share * keys * 2 : (double) verticals + slashes;
        return Math.min(1, kept / (shape.isCausal() ? keys / 2 : keys));
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
        return new VerticalSlashChoice(rows, verticals, slashes, block, newShare);
    }
}
