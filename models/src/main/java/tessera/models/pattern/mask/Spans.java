package tessera.models.pattern.mask;

import java.util.Arrays;

/** Runs of keys of one query, [from, to), filled by masks and merged when asked; reused from query to query. */
public final class Spans {
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int count;
    private int limit;

    /** Empties, and hides keys from {@code limit} on. */
    public Spans clear(int visibleKeys) {
        count = 0;
        limit = visibleKeys;
        return this;
    }

    /** Adds keys from … to − 1, cut to what is visible. */
    public void add(long fromKey, long toKey) {
        int start = (int) Math.max(0, fromKey);
        int end = (int) Math.min(limit, toKey);
        if (start >= end) {
            return;
        }
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        from[count] = start;
        to[count++] = end;
    }

    /** Takes over another's spans. */
    Spans copy(Spans other) {
        if (from.length < other.count) {
            from = new int[other.from.length];
            to = new int[other.from.length];
        }
        System.arraycopy(other.from, 0, from, 0, other.count);
        System.arraycopy(other.to, 0, to, 0, other.count);
        count = other.count;
        limit = other.limit;
        return this;
    }

    public int count() {
        return count;
    }

    public int from(int index) {
        return from[index];
    }

    public int to(int index) {
        return to[index];
    }

    /** Keys in all spans; after {@link #merge} each once. */
    public long keyCount() {
        long keys = 0;
        for (int i = 0; i < count; i++) {
            keys += to[i] - from[i];
        }
        return keys;
    }

    /** Sorts, and joins spans that touch or overlap. */
    public Spans merge() {
        if (!isAscending()) {
            sort();
        }
        int last = 0;
        for (int i = 1; i < count; i++) {
            if (from[i] <= to[last]) {
                to[last] = Math.max(to[last], to[i]);
            } else {
                last++;
                from[last] = from[i];
                to[last] = to[i];
            }
        }
        count = count == 0 ? 0 : last + 1;
        return this;
    }

    private boolean isAscending() {
        for (int i = 1; i < count; i++) {
            if (from[i] < from[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private void sort() {
        long[] packed = new long[count];
        for (int i = 0; i < count; i++) {
            packed[i] = (long) from[i] << 32 | to[i];
        }
        Arrays.sort(packed);
        for (int i = 0; i < count; i++) {
            from[i] = (int) (packed[i] >> 32);
            to[i] = (int) packed[i];
        }
    }
}
