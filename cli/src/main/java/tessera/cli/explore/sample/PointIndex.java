package tessera.cli.explore.sample;

import java.util.Arrays;

/** Point numbers and a row number for each, in 24 bytes a point at most: millions of points do not fit as objects. */
public final class PointIndex {
    private static final long EMPTY = -1;

    private long[] slots = new long[1 << 10];
    private int[] rows = new int[1 << 10];
    private int count;

    public PointIndex() {
        Arrays.fill(slots, EMPTY);
    }

    /** Notes the row of a point ≥ 0; a later one replaces it. */
    public void put(long point, int row) {
        if (2 * (count + 1) > slots.length) {
            grow();
        }
        insert(point, row);
    }

    public boolean contains(long point) {
        return slots[slot(point)] == point;
    }

    /** Row of a point that is in. */
    public int row(long point) {
        int slot = slot(point);
        if (slots[slot] != point) {
            throw new IllegalArgumentException("point " + point + " is not in");
        }
        return rows[slot];
    }

    public int size() {
        return count;
    }

    private void insert(long point, int row) {
        int slot = slot(point);
        count += slots[slot] == EMPTY ? 1 : 0;
        slots[slot] = point;
        rows[slot] = row;
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
        long[] oldSlots = slots;
        int[] oldRows = rows;
        slots = new long[oldSlots.length * 2];
        rows = new int[oldSlots.length * 2];
        Arrays.fill(slots, EMPTY);
        count = 0;
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != EMPTY) {
                insert(oldSlots[i], oldRows[i]);
            }
        }
    }
}
