package tessera.sim.dram;

import java.util.Arrays;

/**
 * Requests of one kind (reads or writes) that wait for their first command, oldest first in each bank. For every bank it
 * keeps the oldest request that hits the open row and the oldest that does not, and as bit masks per rank which banks
 * have one: what the next command of each bank could be.
 */
final class BankedQueue {
    private static final int NONE = DramChannel.NONE;

    /** Banks with a request for the open row, per rank. */
    final long[] columnMask;
    /** Closed banks with a request, per rank. */
    final long[] activateMask;
    /** Open banks with a request for another row, per rank. */
    final long[] prechargeMask;
    /** Oldest request for the open row of each bank. */
    final int[] hit;
    /** Oldest request for another row of each bank (any row when the bank is closed). */
    final int[] other;

    final long[] id;
    final long[] accepted;
    final long[] order;
    final int[] row;
    final int[] column;
    /** Whether a command has been issued for the request. */
    final boolean[] isStarted;

    private final DramDevice device;
    private final long[] address;
    private final int[] bank;
    private final int[] next;
    private final int[] previous;
    private final int[] first;
    private final int[] last;
    private final int[] free;
    private int count;

    BankedQueue(int capacity, DramDevice device) {
        this.device = device;
        columnMask = new long[device.unitCount];
        activateMask = new long[device.unitCount];
        prechargeMask = new long[device.unitCount];
        hit = emptyIndexes(device.bankCount);
        other = emptyIndexes(device.bankCount);
        first = emptyIndexes(device.bankCount);
        last = emptyIndexes(device.bankCount);
        id = new long[capacity];
        accepted = new long[capacity];
        order = new long[capacity];
        row = new int[capacity];
        column = new int[capacity];
        isStarted = new boolean[capacity];
        address = new long[capacity];
        bank = new int[capacity];
        next = new int[capacity];
        previous = new int[capacity];
        free = new int[capacity];
        Arrays.setAll(free, i -> i);
    }

    private static int[] emptyIndexes(int length) {
        int[] indexes = new int[length];
        Arrays.fill(indexes, NONE);
        return indexes;
    }

    int size() {
        return count;
    }

    boolean isFull() {
        return count == free.length;
    }

    /** Whether a request for this burst waits here. */
    boolean contains(Request request) {
        for (int entry = first[request.bank]; entry != NONE; entry = next[entry]) {
            if (address[entry] == request.address) {
                return true;
            }
        }
        return false;
    }

    /** Appends a request; there is room. */
    void add(long clock, Request request, long newOrder) {
        int entry = free[count++];
        int b = request.bank;
        address[entry] = request.address;
        bank[entry] = b;
        row[entry] = request.row;
        column[entry] = request.column;
        id[entry] = request.id;
        accepted[entry] = clock;
        order[entry] = newOrder;
        isStarted[entry] = false;
        next[entry] = NONE;
        previous[entry] = last[b];
        if (last[b] == NONE) {
            first[b] = entry;
        } else {
            next[last[b]] = entry;
        }
        last[b] = entry;
        if (device.isOpen(b, request.row)) {
            hit[b] = hit[b] == NONE ? entry : hit[b];
        } else {
            other[b] = other[b] == NONE ? entry : other[b];
        }
        setMasks(b);
    }

    /** Takes a request out; its values stay readable until the next {@link #add}. */
    void remove(int entry) {
        int b = bank[entry];
        int before = previous[entry];
        int after = next[entry];
        if (before == NONE) {
            first[b] = after;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            last[b] = before;
        } else {
            previous[after] = before;
        }
        free[--count] = entry;
        if (hit[b] == entry) {
            hit[b] = find(b, after, true);
        } else if (other[b] == entry) {
            other[b] = find(b, after, false);
        }
        setMasks(b);
    }

    /** Looks at a bank again after its row was opened or closed. */
    void rowChanged(int b) {
        hit[b] = find(b, first[b], true);
        other[b] = find(b, first[b], false);
        setMasks(b);
    }

    private int find(int b, int from, boolean wantsHit) {
        int entry = from;
        while (entry != NONE && device.isOpen(b, row[entry]) != wantsHit) {
            entry = next[entry];
        }
        return entry;
    }

    private void setMasks(int b) {
        int unit = device.unitOf(b);
        long bit = 1L << b - unit * device.banksPerUnit;
        boolean isOpen = device.isOpen(b);
        columnMask[unit] = hit[b] != NONE ? columnMask[unit] | bit : columnMask[unit] & ~bit;
        activateMask[unit] = !isOpen && other[b] != NONE ? activateMask[unit] | bit : activateMask[unit] & ~bit;
        prechargeMask[unit] = isOpen && other[b] != NONE ? prechargeMask[unit] | bit : prechargeMask[unit] & ~bit;
    }

    /** Bank of a request. */
    int bank(int entry) {
        return bank[entry];
    }
}
