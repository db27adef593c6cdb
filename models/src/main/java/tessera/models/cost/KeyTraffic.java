package tessera.models.cost;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.BlockMask;
import tessera.models.plan.Geometric;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.models.plan.Phase;
import tessera.traces.check.CeilDiv;

/**
 * Keys that must come from memory: in prefill every key that some query of a key/value head attends to, once; in decode,
 * for every step and key/value head, the union of what its query heads attend to.
 */
public final class KeyTraffic {
    private KeyTraffic() {}

    /** Over all key/value heads of a layer (and all steps, in decode). */
    public static double keys(List<HeadPlan> heads, AttentionShape shape, Phase phase) {
        double sum = 0;
        int group = shape.groupSize();
        for (int first = 0; first < heads.size(); first += group) {
            List<MaskForm> masks = heads.subList(first, first + group).stream()
                    .filter(head -> !head.isSkipped())
                    .map(HeadPlan::mask)
                    .distinct()
                    .toList();
            if (!masks.isEmpty()) {
                sum += phase == Phase.DECODE ? decode(masks, shape) : prefill(masks, shape);
            }
        }
        return sum;
    }

    private static double decode(List<MaskForm> masks, AttentionShape shape) {
        if (masks.size() == 1 || masks.stream().anyMatch(mask -> !(mask instanceof KeyList))) {
            return masks.stream().mapToDouble(MaskForm::pairCountAtMost).max().orElse(0);
        }
        double sum = 0;
        for (int query = 0; query < shape.queryCount(); query++) {
            sum += union(masks, shape, query);
        }
        return sum;
    }

    /** Keys that each key/value head of a layer reads for one query. */
    public static int[] decodeKeys(List<HeadPlan> heads, AttentionShape shape, int query) {
        int[] keys = new int[shape.kvHeadCount()];
        for (int group = 0; group < keys.length; group++) {
            List<MaskForm> masks = heads.subList(group * shape.groupSize(), (group + 1) * shape.groupSize()).stream()
                    .filter(head -> !head.isSkipped())
                    .map(HeadPlan::mask)
                    .distinct()
                    .toList();
            boolean areLists = masks.stream().allMatch(mask -> mask instanceof KeyList);
            keys[group] = areLists
                    ? union(masks, shape, query)
                    : (int) Math.min(
                            shape.visibleKeys(query),
                            CeilDiv.of(
                                    masks.stream()
                                            .mapToLong(MaskForm::pairCountAtMost)
                                            .max()
                                            .orElse(0),
                                    (long) shape.queryCount()));
            if (masks.stream().anyMatch(mask -> mask instanceof Geometric window && window.isDense())) {
                keys[group] = shape.visibleKeys(query);
            }
        }
        return keys;
    }

    /** Keys that any of several lists holds for a query. */
    private static int union(List<MaskForm> lists, AttentionShape shape, int query) {
        BitSet union = new BitSet(shape.keyCount());
        int count = 0;
        for (MaskForm mask : lists) {
            KeyList list = (KeyList) mask;
            Optional<KeyList.Group> group = list.groupOf(query);
            if (group.isPresent()) {
                int visible = list.visibleCount(group.get(), query);
                if (lists.size() == 1) {
                    return visible;
                }
                int[] keys = group.get().keys();
                for (int i = 0; i < visible; i++) {
                    union.set(keys[i]);
                }
                count = union.cardinality();
            }
        }
        return count;
    }

    private static double prefill(List<MaskForm> masks, AttentionShape shape) {
        BitSet union = new BitSet(shape.keyCount());
        for (MaskForm mask : masks) {
            if (mask instanceof Geometric) {
                return shape.keyCount();
            }
            if (mask instanceof KeyList list) {
                for (KeyList.Group group : list.groups()) {
                    for (int key : group.keys()) {
                        union.set(key);
                    }
                }
            } else {
                addColumns((BlockMask) mask, union);
            }
        }
        return union.cardinality();
    }

    private static void addColumns(BlockMask blocks, BitSet union) {
        BitSet columns = blocks.visitedColumns();
        int key = 0;
        for (int column = 0; column < blocks.keyBlockCount(); column++) {
            if (columns.get(column)) {
                union.set(key, key + blocks.keyBlockSize(column));
            }
            key += blocks.keyBlockSize(column);
        }
    }
}
