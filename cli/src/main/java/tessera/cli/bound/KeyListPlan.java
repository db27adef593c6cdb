package tessera.cli.bound;

import java.util.ArrayList;
import java.util.List;
import tessera.models.golden.RowPrecision;
import tessera.models.pattern.MaskTokens;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.BlockMask;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;

/** A plan as a machine that fetches key lists executes it: blocks of queries share the union of their keys, 12 bits at most. */
final class KeyListPlan {
    private static final int BITS = 12;
    private static final int GROUP = 64;

    private KeyListPlan() {}

    static AttentionPlan of(AttentionPlan plan, AttentionShape shape) {
        List<List<HeadPlan>> layers = new ArrayList<>();
        for (List<HeadPlan> heads : plan.heads()) {
            layers.add(heads.stream().map(head -> head(head, shape)).toList());
        }
        return new AttentionPlan(plan.pattern(), plan.phase(), layers);
    }

    static HeadPlan head(HeadPlan head, AttentionShape shape) {
        RowPrecision precision =
                head.precision().keyBits() > BITS || head.precision().queryBits() > BITS
                        ? RowPrecision.fixed(BITS, BITS, BITS)
                        : head.precision();
        KeyList list = head.mask() instanceof KeyList known ? known : lists(head, shape);
        return new HeadPlan(list, precision, head.valueKeepRatio(), head.selection(), head.reuse());
    }

    private static KeyList lists(HeadPlan head, AttentionShape shape) {
        TokenMask mask = MaskTokens.of(head.mask(), shape);
        int block = head.mask() instanceof BlockMask blocks
                ? Math.min(GROUP, blocks.queryBlockSize(0))
                : shape.queryCount();
        List<KeyList.Group> groups = new ArrayList<>();
        for (int from = 0; from < shape.queryCount(); from += block) {
            int[] queries = new int[Math.min(block, shape.queryCount() - from)];
            for (int i = 0; i < queries.length; i++) {
                queries[i] = from + i;
            }
            int[] keys = mask.union(queries);
            if (keys.length > 0) {
                groups.add(new KeyList.Group(queries, keys));
            }
        }
        return new KeyList(groups, shape.isCausal(), shape.keyCount() - shape.queryCount());
    }
}
