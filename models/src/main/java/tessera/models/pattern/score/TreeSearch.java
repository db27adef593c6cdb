package tessera.models.pattern.score;

import java.util.Arrays;
import tessera.models.golden.TopK;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.Dots;
import tessera.models.plan.SelectionCost;

/**
 * HiP: key range in coarse cells; each kept cell is split in two, each half is scored by its middle key against the query
 * block (largest over its rows), the best are kept; until cells are as small as the grid's key blocks. Blocks that were not
 * reached score below all others.
 *
 * @param keepTokens keys to end with
 */
record TreeSearch(int keepTokens) implements Scorer {
    private static final float NOT_REACHED = -1e30f;

    @Override
    public ScoreMap score(ScoreContext context) {
        Grid grid = context.grid();
        ScoreMap map = new ScoreMap(grid);
        int[] visible = grid.visible();
        int block = Math.max(1, grid.columnSize(0));
        for (int row = 0; row < grid.rows(); row++) {
            int columns = (visible[row] + block - 1) / block;
            for (int column = 0; column < columns; column++) {
                map.set(row, column, NOT_REACHED);
            }
            search(context, row, columns, map);
        }
        return map;
    }

    /** Cells are runs of key blocks [from, to). */
    private void search(ScoreContext context, int row, int columns, ScoreMap map) {
        int block = context.grid().columnSize(0);
        int keep = Math.max(1, Math.min(columns, (keepTokens + block - 1) / block));
        int[] from = new int[keep];
        int[] to = new int[keep];
        for (int cell = 0; cell < keep; cell++) {
            from[cell] = (int) ((long) cell * columns / keep);
            to[cell] = (int) ((cell + 1L) * columns / keep);
        }
        boolean isDone = false;
        double[] scores = scores(context, row, from, to);
        while (!isDone) {
            int[] halfFrom = new int[2 * from.length];
            int[] halfTo = new int[2 * from.length];
            int count = 0;
            isDone = true;
            for (int cell = 0; cell < from.length; cell++) {
                int middle = (from[cell] + to[cell] + 1) >>> 1;
                halfFrom[count] = from[cell];
                halfTo[count++] = middle;
                if (middle < to[cell]) {
                    halfFrom[count] = middle;
                    halfTo[count++] = to[cell];
                    isDone = false;
                }
            }
            double[] halfScores = scores(context, row, Arrays.copyOf(halfFrom, count), Arrays.copyOf(halfTo, count));
            int[] kept = TopK.keptIndices(halfScores, keep);
            from = Arrays.stream(kept).map(i -> halfFrom[i]).toArray();
            to = Arrays.stream(kept).map(i -> halfTo[i]).toArray();
            scores = Arrays.stream(kept).mapToDouble(i -> halfScores[i]).toArray();
        }
        for (int cell = 0; cell < from.length; cell++) {
            map.set(row, from[cell], (float) scores[cell]);
        }
    }

    private static double[] scores(ScoreContext context, int row, int[] from, int[] to) {
        Grid grid = context.grid();
        AttentionShape shape = grid.shape();
        int d = shape.headDim();
        double[] scores = new double[from.length];
        for (int cell = 0; cell < from.length; cell++) {
            int key = (grid.keyBounds()[from[cell]] + grid.keyBounds()[to[cell]]) >>> 1;
            double best = NOT_REACHED;
            for (int at = grid.queryBounds()[row]; at < grid.queryBounds()[row + 1]; at++) {
                int query = grid.queryOrder()[at];
                int seen = Math.min(key, shape.visibleKeys(query) - 1);
                best = Math.max(
                        best,
                        Dots.dot(
                                context.head().query(),
                                query * d,
                                context.head().key(),
                                seen * d,
                                d));
            }
            scores[cell] = best;
        }
        return scores;
    }

    /** 2 · (k / block) · log2(N / k) representatives per query block, each against all its rows. */
    @Override
    public SelectionCost cost(Extent extent) {
        AttentionShape shape = extent.shape();
        int keep = Math.min(keepTokens, shape.keyCount());
        double levels = Math.max(1, Math.log((double) shape.keyCount() / keep) / Math.log(2));
        double keys = 2.0 * keep / extent.keyBlock() * levels;
        double d = shape.headDim();
        return new SelectionCost(
                Math.round(2 * extent.rows() * extent.queryBlock() * keys * d),
                16,
                Math.round(extent.rows() * keys * d * 2),
                Math.round(extent.rows() * keys));
    }
}
