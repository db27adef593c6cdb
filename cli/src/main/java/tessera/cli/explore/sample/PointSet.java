package tessera.cli.explore.sample;

import java.util.Arrays;

/** A set of point numbers in 16 bytes each at most: millions of points do not fit as objects. */
public final class PointSet {
    private static final long EMPTY = -1;

    private long[] slots = new long[1 << 10];
    private int count;

    public PointSet() {
        Arrays.fill(slots, EMPTY);
    }

    /** Adds a point ≥ 0; false if it was in already. */
    public boolean add(long point) {
        if (2 * (count + 1) > slots.length) {
            grow();
        }
        boolean isNew = insert(point);
        count += isNew ? 1 : 0;
        return isNew;
    }

    public boolean contains(long point) {
        int slot = slot(point);
        return slots[slot] == point;
    }

    public int size() {
        return count;
    }

    private boolean insert(long point) {
        int slot = slot(point);
        boolean isNew = slots[slot] == EMPTY;
        slots[slot] = point;
        return isNew;
    }

    /** Where the point is, or would be. */
    private int slot(long point) {
        int slot = (int) Permutation.mix(point) & slots.length - 1;
        while (slots[slot] != EMPTY && slots[slot] != point) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        Arrays.fill(slots, EMPTY);
        for (long point : old) {
            if (point != EMPTY) {
                insert(point);
            }
        }
    }
}
