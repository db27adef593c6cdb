package tessera.models.pattern.compose;

import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Blocks;
import tessera.models.pattern.mask.StaticMask;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.models.plan.Phase;
import tessera.traces.check.CeilDiv;
import tessera.traces.check.InputException;

/**
 * Stands in for choices on data where there is only a shape: as many blocks as the rule keeps (or as is typical of the method),
 * spread evenly over what each row sees, besides the always-kept ones.
 */
final class SyntheticChoice {
    private static final int MOST_BLOCKS = 8192;

    private SyntheticChoice() {}

    static MaskForm of(Method method, Recipe recipe, StaticMask kept, AttentionShape shape, Phase phase) {
        double share = 0;
        for (Choice choice : recipe.choose()) {
            double own = choice.shareOf(shape);
            if (Double.isNaN(own)) {
                own = method.typicalShare();
            }
            if (Double.isNaN(own)) {
                throw new InputException("pattern " + method.name() + " decides on queries and keys, and "
                        + shape.name() + " is a shape without values; give a trace, or the method a typical_share");
            }
            share += own;
        }
        if (recipe.choose().isEmpty()) {
            share = Double.isNaN(method.typicalShare()) ? 1 : method.typicalShare();
        }
        double kept1 = Math.min(1, share);
        if (phase == Phase.DECODE) {
            return lists(kept, kept1, shape);
        }
        int rowBlock = recipe.choose().isEmpty()
                ? recipe.tile()
                : recipe.choose().get(0).queryBlock();
        int columnBlock = recipe.choose().isEmpty()
                ? recipe.tile()
                : recipe.choose().get(0).keyBlock();
        int rows = block(rowBlock, shape.queryCount());
        int columns = block(columnBlock, shape.keyCount());
        StaticMask all = kept.or((query, out) -> {
            int first = query / rows * rows;
            int last = Math.min(shape.queryCount(), first + rows) - 1;
            int visible = shape.visibleKeys(last);
            int blocks = CeilDiv.of(visible, columns);
            int wanted = (int) Math.max(1, Math.round(kept1 * blocks));
            // Shifted from row to row, so that not all rows keep the same columns.
            double shift = (query / rows) * 0.6180339887498949 % 1;
            for (int i = 0; i < wanted; i++) {
                long at = (long) ((i + shift) * blocks / wanted) % blocks;
                out.add(at * columns, (at + 1) * columns);
            }
        });
        return Blocks.of(all, shape, rows, columns);
    }

    private static int block(int wanted, int count) {
        return (int) Math.max(Math.min(wanted, count), CeilDiv.of((long) count, MOST_BLOCKS));
    }

    private static KeyList lists(StaticMask kept, double share, AttentionShape shape) {
        StaticMask all = kept.or((query, out) -> {
            int visible = shape.visibleKeys(query);
            int wanted = (int) Math.max(1, Math.round(share * visible));
            for (int i = 0; i < wanted; i++) {
                long at = (long) ((i + 0.5) * visible / wanted);
                out.add(at, at + 1);
            }
        });
        return DecodeLists.of(all, shape);
    }
}
