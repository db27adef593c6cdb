package tessera.models.pattern.compose;

import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Blocks;
import tessera.models.pattern.mask.Spans;
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
    private static final long MOST_CELLS = 1L << 28;

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
            share += choice.countsKept() ? Math.max(0, own - keptShare(kept, shape)) : own;
        }
        if (recipe.choose().isEmpty()) {
            share = Double.isNaN(method.typicalShare()) ? 1 : method.typicalShare();
        }
        double chosen = Math.min(1, share);
        if (phase == Phase.DECODE) {
            return lists(kept, chosen, shape);
        }
        int rowBlock = recipe.choose().isEmpty()
                ? recipe.tile()
                : recipe.choose().get(0).queryBlock();
        int columnBlock = recipe.choose().isEmpty()
                ? recipe.tile()
                : recipe.choose().get(0).keyBlock();
        int columns = block(columnBlock, shape.keyCount(), MOST_BLOCKS);
        long mostRows = Math.max(MOST_BLOCKS, MOST_CELLS / CeilDiv.of(shape.keyCount(), columns));
        int rows = block(rowBlock, shape.queryCount(), mostRows);
        StaticMask all = kept.or(StaticMask.steady(StaticMask.inRunsOf(rows), (query, out) -> {
            int first = query / rows * rows;
            int last = Math.min(shape.queryCount(), first + rows) - 1;
            int visible = shape.visibleKeys(last);
            int blocks = CeilDiv.of(visible, columns);
            int wanted = (int) Math.max(1, Math.round(chosen * blocks));
            // Shifted from row to row, so that not all rows keep the same columns.
            double shift = (query / rows) * 0.6180339887498949 % 1;
            for (int i = 0; i < wanted; i++) {
                long at = (long) ((i + shift) * blocks / wanted) % blocks;
                out.add(at * columns, (at + 1) * columns);
            }
        }));
        return Blocks.of(all, shape, rows, columns);
    }

    /** Share of the visible pairs that a mask keeps, from evenly spread queries. */
    private static double keptShare(StaticMask kept, AttentionShape shape) {
        Spans spans = new Spans();
        double pairs = 0;
        double visible = 0;
        int step = Math.max(1, shape.queryCount() / 256);
        for (int query = shape.queryCount() - 1; query >= 0; query -= step) {
            kept.spans(query, spans.clear(shape.visibleKeys(query)));
            pairs += spans.merge().keyCount();
            visible += shape.visibleKeys(query);
        }
        return pairs / visible;
    }

    private static int block(int wanted, int count, long most) {
        return (int) Math.max(Math.min(wanted, count), CeilDiv.of((long) count, most));
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
