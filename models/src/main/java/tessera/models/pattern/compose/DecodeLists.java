package tessera.models.pattern.compose;

import java.util.ArrayList;
import java.util.List;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.Spans;
import tessera.models.pattern.mask.StaticMask;
import tessera.models.plan.KeyList;

/** Key lists, one a query, of masks known from sizes. */
final class DecodeLists {
    /** More key entries than this are not written out: the last queries stand for all. */
    private static final long MOST_KEYS = 1L << 26;

    private DecodeLists() {}

    static KeyList of(StaticMask mask, AttentionShape shape) {
        List<KeyList.Group> groups = new ArrayList<>();
        Spans spans = new Spans();
        long keys = 0;
        for (int query = shape.queryCount() - 1; query >= 0 && keys < MOST_KEYS; query--) {
            mask.spans(query, spans.clear(shape.visibleKeys(query)));
            spans.merge();
            int[] list = keys(spans, shape, query);
            keys += list.length;
            groups.add(0, new KeyList.Group(new int[] {query}, list));
        }
        return new KeyList(groups, shape.isCausal(), shape.keyCount() - shape.queryCount());
    }

    private static int[] keys(Spans spans, AttentionShape shape, int query) {
        if (spans.count() == 0) {
            return new int[] {Math.min(shape.position(query), shape.visibleKeys(query) - 1)};
        }
        int[] keys = new int[Math.toIntExact(spans.keyCount())];
        int count = 0;
        for (int s = 0; s < spans.count(); s++) {
            for (int key = spans.from(s); key < spans.to(s); key++) {
                keys[count++] = key;
            }
        }
        return keys;
    }
}
