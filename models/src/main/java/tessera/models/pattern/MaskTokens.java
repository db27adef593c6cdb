package tessera.models.pattern;

import java.util.ArrayList;
import java.util.List;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.models.gna.reference.GnaMask;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.BlockMask;
import tessera.models.plan.Geometric;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;

/** From the forms that machines take back to single pairs. */
public final class MaskTokens {
    private MaskTokens() {}

    /** Attended pairs; of partial blocks all visible ones. O(queries · keys). */
    public static TokenMask of(MaskForm form, AttentionShape shape) {
        if (form instanceof Geometric geometric) {
            return geometric(geometric, shape);
        }
        TokenMask mask = new TokenMask(shape);
        if (form instanceof KeyList list) {
            for (KeyList.Group group : list.groups()) {
                int[] keys = group.keys();
                for (int query : group.queries()) {
                    for (int i = 0; i < list.visibleCount(group, query); i++) {
                        mask.add(query, keys[i]);
                    }
                }
            }
            return mask;
        }
        BlockMask blocks = (BlockMask) form;
        int query = 0;
        for (int row = 0; row < blocks.queryBlockCount(); row++) {
            for (int i = 0; i < blocks.queryBlockSize(row); i++, query++) {
                int key = 0;
                for (int column = 0; column < blocks.keyBlockCount(); column++) {
                    int end = key + blocks.keyBlockSize(column);
                    if (blocks.isVisited(row, column)) {
                        mask.addRange(query, key, Math.min(end, Math.max(key, shape.visibleKeys(query))));
                    }
                    key = end;
                }
            }
        }
        return mask;
    }

    private static TokenMask geometric(Geometric geometric, AttentionShape shape) {
        if (geometric.isDense()) {
            return TokenMask.dense(shape);
        }
        List<GnaAxis> axes = new ArrayList<>();
        int[] ones = new int[geometric.layout().size()];
        for (int axis = 0; axis < ones.length; axis++) {
            ones[axis] = 1;
            axes.add(new GnaAxis(
                    geometric.layout().get(axis),
                    geometric.window().get(axis),
                    geometric.stride().get(axis),
                    geometric.dilation().get(axis),
                    geometric.causal().get(axis)));
        }
        GnaMask gna = new GnaMask(new GnaProblem(axes, TileShape.of(ones), TileShape.of(ones), Tiling.MULTI_DIM));
        TokenMask mask = new TokenMask(shape);
        for (int query = 0; query < shape.queryCount(); query++) {
            for (int key = 0; key < shape.keyCount(); key++) {
                if (gna.attends(query, key)) {
                    mask.add(query, key);
                }
            }
        }
        return mask;
    }
}
