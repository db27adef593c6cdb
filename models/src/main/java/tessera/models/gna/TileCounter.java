package tessera.models.gna;

import java.util.Arrays;
import tessera.traces.check.InputException;

/**
 * Counts how often each value ≥ 1 was added: open addressing over primitive arrays, reusable, O(1) an addition, no
 * allocation once it has grown. Not thread-safe.
 */
final class TileCounter {
    /** Entries beyond which a histogram helps nobody and memory runs out. */
    static final int MAX_ENTRIES = 1 << 24;

    private static final int INITIAL_SLOTS = 64;

    private long[] values = new long[INITIAL_SLOTS];
    private long[] counts = new long[INITIAL_SLOTS];
    private int[] usedSlots = new int[INITIAL_SLOTS / 2];
    private int size;

    void clear() {
        for (int i = 0; i < size; i++) {
            values[usedSlots[i]] = 0;
        }
        size = 0;
    }

    int size() {
        return size;
    }

    /** Value of the index-th entry, in the order of first addition. */
    long value(int index) {
        return values[usedSlots[index]];
    }

    long count(int index) {
        return counts[usedSlots[index]];
    }

    void add(long value, long times) {
        int slot = slotOf(value);
        if (values[slot] == value) {
            counts[slot] += times;
            return;
        }
        if (size == usedSlots.length) {
            grow();
            slot = slotOf(value);
        }
        values[slot] = value;
        counts[slot] = times;
        usedSlots[size++] = slot;
    }

    /** Entries in ascending order of value. */
    TileHistogram sorted() {
        long[] sortedValues = new long[size];
        for (int i = 0; i < size; i++) {
            sortedValues[i] = value(i);
        }
        Arrays.sort(sortedValues);
        long[] sortedCounts = new long[size];
        for (int i = 0; i < size; i++) {
            sortedCounts[i] = counts[slotOf(sortedValues[i])];
        }
        return TileHistogram.ofSorted(sortedValues, sortedCounts);
    }

    /** The slot that holds the value, or the free one where it belongs; 0 marks a free slot. */
    private int slotOf(long value) {
        int mask = values.length - 1;
        int slot = (int) ((value * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (values[slot] != 0 && values[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        if (size >= MAX_ENTRIES) {
            throw new InputException("kv_tiles_histogram has more than " + MAX_ENTRIES
                    + " entries, expected at most that many; leave the histogram out or use larger tiles");
        }
        long[] oldValues = values;
        long[] oldCounts = counts;
        int[] oldSlots = usedSlots;
        values = new long[2 * oldValues.length];
        counts = new long[2 * oldValues.length];
        usedSlots = new int[2 * oldSlots.length];
        for (int i = 0; i < size; i++) {
            int slot = slotOf(oldValues[oldSlots[i]]);
            values[slot] = oldValues[oldSlots[i]];
            counts[slot] = oldCounts[oldSlots[i]];
            usedSlots[i] = slot;
        }
    }
}
