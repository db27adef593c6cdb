package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Blocks;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.pattern.score.Grid;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.models.plan.Phase;

/** From chosen cells to tokens, and from tokens to the forms that machines take. */
final class Expansion {
    private Expansion() {}

    /** Every visible pair of the chosen cells. */
    static TokenMask tokens(Grid grid, BitSet chosen) {
        AttentionShape shape = grid.shape();
        TokenMask mask = new TokenMask(shape);
        int columns = grid.columns();
        for (int row = 0; row < grid.rows(); row++) {
            for (int cell = chosen.nextSetBit(row * columns);
                    cell >= 0 && cell < (row + 1) * columns;
                    cell = chosen.nextSetBit(cell + 1)) {
                addCell(grid, row, cell - row * columns, mask);
            }
        }
        return mask;
    }

    private static void addCell(Grid grid, int row, int column, TokenMask mask) {
        for (int at = grid.queryBounds()[row]; at < grid.queryBounds()[row + 1]; at++) {
            int query = grid.queryOrder()[at];
            for (int key = grid.keyBounds()[column]; key < grid.keyBounds()[column + 1]; key++) {
                mask.add(query, grid.keyOrder()[key]);
            }
        }
    }

    /** Blocks of the grid in prefill, lists of keys in decode and where single keys were decided on. */
    static MaskForm form(TokenMask mask, Grid grid, Phase phase) {
        boolean isByKey = grid.columns() == grid.keyOrder().length && grid.columns() > 1;
        if (phase == Phase.PREFILL && !isByKey) {
            return Blocks.of(mask, grid.queryBounds(), grid.keyBounds(), grid.queryOrder(), grid.keyOrder());
        }
        int[] bounds = phase == Phase.DECODE ? Blocks.uniform(mask.shape().queryCount(), 1) : grid.queryBounds();
        List<int[]> groups = new ArrayList<>();
        for (int row = 0; row + 1 < bounds.length; row++) {
            int[] queries = new int[bounds[row + 1] - bounds[row]];
            for (int i = 0; i < queries.length; i++) {
                queries[i] = phase == Phase.DECODE ? row : grid.queryOrder()[bounds[row] + i];
            }
            Arrays.sort(queries);
            groups.add(queries);
        }
        return lists(mask, groups);
    }

    /** One list a group of queries: the keys that any of them attends to. */
    static KeyList lists(TokenMask mask, List<int[]> groups) {
        AttentionShape shape = mask.shape();
        return new KeyList(
                groups.stream()
                        .map(queries -> new KeyList.Group(queries, mask.union(queries)))
                        .toList(),
                shape.isCausal(),
                shape.keyCount() - shape.queryCount());
    }
}
