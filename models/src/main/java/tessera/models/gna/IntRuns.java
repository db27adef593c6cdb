package tessera.models.gna;

/** A set of positions on one axis as ascending, disjoint, non-adjacent runs [start, end). Reused; not thread-safe. */
final class IntRuns {
    private int[] starts = new int[8];
    private int[] ends = new int[8];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** Adds [start, end); start is not before the start of the last run. What overlaps or touches is joined. */
    void add(int start, int end) {
        if (size > 0 && start <= ends[size - 1]) {
            ends[size - 1] = Math.max(ends[size - 1], end);
            return;
        }
        if (size == starts.length) {
            starts = java.util.Arrays.copyOf(starts, 2 * size);
            ends = java.util.Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = start;
        ends[size++] = end;
    }

    /** Sets a bit of every position of the set. */
    void paint(int[] bits, int bit) {
        for (int run = 0; run < size; run++) {
            for (int i = starts[run]; i < ends[run]; i++) {
                bits[i] |= bit;
            }
        }
    }

    /** Becomes the union of two sets, neither of which is this one. */
    void setToUnion(IntRuns a, IntRuns b) {
        clear();
        int i = 0;
        int j = 0;
        while (i < a.size || j < b.size) {
            if (j == b.size || (i < a.size && a.starts[i] <= b.starts[j])) {
                add(a.starts[i], a.ends[i]);
                i++;
            } else {
                add(b.starts[j], b.ends[j]);
                j++;
            }
        }
    }
}
