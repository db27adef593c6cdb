package tessera.sim.dram;

import java.util.Arrays;

/**
 * Requests of one kind (reads or writes) that wait for their first command, oldest first in each bank. For every bank it
 * keeps the oldest request that hits the open row and the oldest that does not, and as sets of banks which have one: what
 * the next command of each bank could be.
 */
final class BankedQueue {
    private static final int NONE = DramChannel.NONE;

    /** Banks with a request for the open row. */
    long columnBanks;
    /** Closed banks with a request. */
    long activateBanks;
    /** Open banks with a request for another row. */
    long prechargeBanks;
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

    /** Bank of a request. */
    int bank(int entry) {
        return bank[entry];
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
        long bit = 1L << b;
        if (device.rows.isOpen(b, request.row)) {
            hit[b] = hit[b] == NONE ? entry : hit[b];
            columnBanks |= bit;
        } else {
            other[b] = other[b] == NONE ? entry : other[b];
            if (device.rows.isOpen(b)) {
                prechargeBanks |= bit;
            } else {
                activateBanks |= bit;
            }
        }
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
            hit[b] = after == NONE ? NONE : find(b, after, true);
            columnBanks &= hit[b] == NONE ? ~(1L << b) : -1;
        } else if (other[b] == entry) {
            other[b] = after == NONE ? NONE : find(b, after, false);
            long others = other[b] == NONE ? ~(1L << b) : -1;
            prechargeBanks &= others;
            activateBanks &= others;
        }
    }

    /** The bank's row has been closed. */
    void rowClosed(int b) {
        if (first[b] == NONE) {
            return; // No request, so no set holds the bank.
        }
        long bit = 1L << b;
        hit[b] = NONE;
        other[b] = first[b];
        columnBanks &= ~bit;
        prechargeBanks &= ~bit;
        activateBanks |= bit;
    }

    /** A row of the bank has been opened. */
    void rowOpened(int b) {
        if (first[b] == NONE) {
            return;
        }
        long bit = 1L << b;
        hit[b] = find(b, first[b], true);
        other[b] = find(b, first[b], false);
        activateBanks &= ~bit;
        columnBanks |= hit[b] == NONE ? 0 : bit;
        prechargeBanks |= other[b] == NONE ? 0 : bit;
    }

    private int find(int b, int from, boolean wantsHit) {
        int entry = from;
        while (entry != NONE && device.rows.isOpen(b, row[entry]) != wantsHit) {
            entry = next[entry];
        }
        return entry;
    }

    /** The oldest request; NONE when there is none. */
    int oldest() {
        int ofHits = oldest(columnBanks, hit);
        int ofOthers = oldest(activateBanks | prechargeBanks, other);
        if (ofHits == NONE || ofOthers == NONE) {
            return Math.max(ofHits, ofOthers);
        }
        return order[ofHits] < order[ofOthers] ? ofHits : ofOthers;
    }

    /** Oldest of the requests that {@code ofBank} names for these banks; NONE when there are none. */
    int oldest(long banks, int[] ofBank) {
        if (banks == 0) {
            return NONE;
        }
        long best = Long.MAX_VALUE / 4;
        for (long rest = banks; rest != 0; rest &= rest - 1) {
            int entry = ofBank[Long.numberOfTrailingZeros(rest)];
            // Age above, entry below: one minimum finds both.
            best = Branchless.min(best, order[entry] << 17 | entry);
        }
        return (int) best & (1 << 17) - 1;
    }
}
