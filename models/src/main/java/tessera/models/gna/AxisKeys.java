package tessera.models.gna;

import java.util.Arrays;

/** The keys along one axis, in token positions, that a run of neighbouring queries sees: any of them, or all of them. */
final class AxisKeys {
    private final int dilation;
    private final AxisMask longClass;
    private final AxisMask shortClass;
    private final int longClasses;
    private final boolean[] seen;

    AxisKeys(GnaAxis axis) {
        dilation = axis.dilation();
        longClasses = axis.length() % dilation;
        longClass = mask(axis, axis.classLength(0));
        shortClass = mask(axis, axis.classLength(dilation - 1));
        seen = dilation == 1 ? new boolean[0] : new boolean[axis.length()];
    }

    private static AxisMask mask(GnaAxis axis, int length) {
        return new AxisMask(length, axis.window(), axis.stride(), axis.isCausal());
    }

    int dilation() {
        return dilation;
    }

    /** First key of one query, as a place inside its dilation class. */
    int firstPlace(int query) {
        return maskOf(query).firstKey(query / dilation);
    }

    /** One past the last key of one query, as a place inside its dilation class. */
    int endPlace(int query) {
        return maskOf(query).endKey(query / dilation);
    }

    /** Keys that any of the queries first..last sees, into {@code keys}. */
    void union(int first, int last, IntRuns keys) {
        keys.clear();
        if (dilation == 1) {
            keys.add(shortClass.firstKey(first), shortClass.endKey(last));
            return;
        }
        int lowest = Integer.MAX_VALUE;
        int highest = 0;
        int classes = Math.min(dilation, last - first + 1);
        for (int i = 0; i < classes; i++) {
            int query = first + i;
            int lastOfClass = query + (last - query) / dilation * dilation;
            int remainder = query % dilation;
            int from = remainder + firstPlace(query) * dilation;
            int to = remainder + (endPlace(lastOfClass) - 1) * dilation;
            for (int key = from; key <= to; key += dilation) {
                seen[key] = true;
            }
            lowest = Math.min(lowest, from);
            highest = Math.max(highest, to);
        }
        for (int key = lowest; key <= highest; key++) {
            if (seen[key]) {
                keys.add(key, key + 1);
            }
        }
        Arrays.fill(seen, lowest, highest + 1, false);
    }

    private AxisMask maskOf(int query) {
        return query % dilation < longClasses ? longClass : shortClass;
    }
}
