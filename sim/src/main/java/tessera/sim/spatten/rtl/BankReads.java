package tessera.sim.spatten.rtl;

import java.util.Arrays;

/**
 * The reads that wait in one memory channel, a list per bank in the order of arrival. A bank's first read of its open row (a
 * hit) and its first read of another row (a miss) are the only ones that can be next in it, and both are at hand. A bank
 * holds at most one read whose row was opened for it: the bank cannot be precharged before that read is done.
 */
final class BankReads {
    static final int NONE = -1;

    private static final int BANKS = MemoryTiming.BANKS;

    private final MemoryTiming timing;
    private final long[] arrival;
    private final int[] row;
    private final int[] owner;
    private final int[] next;
    private int firstFree;
    private long arrivals;

    private final int[] head = new int[BANKS];
    private final int[] tail = new int[BANKS];
    private final int[] hit = new int[BANKS];
    private final int[] miss = new int[BANKS];
    private final int[] opened = new int[BANKS];

    /** Banks with a read that waits, a bit each. */
    int waitingBanks;
    /** Banks with a read whose row was opened for it, a bit each. */
    int openedBanks;

    BankReads(int capacity, MemoryTiming timing) {
        this.timing = timing;
        this.arrival = new long[capacity];
        this.row = new int[capacity];
        this.owner = new int[capacity];
        this.next = new int[capacity];
        for (int read = 0; read < capacity; read++) {
            next[read] = read + 1;
        }
        for (int[] firsts : new int[][] {head, tail, hit, miss, opened}) {
            Arrays.fill(firsts, NONE);
        }
    }

    boolean isEmpty() {
        return (waitingBanks | openedBanks) == 0;
    }

    /** One more read; true when it finds its row open. */
    boolean add(int bank, int rowOfBank, int ownerOfRead) {
        int read = firstFree;
        firstFree = next[read];
        arrival[read] = arrivals++;
        row[read] = rowOfBank;
        owner[read] = ownerOfRead;
        next[read] = NONE;
        if (head[bank] == NONE) {
            head[bank] = read;
            waitingBanks |= 1 << bank;
        } else {
            next[tail[bank]] = read;
        }
        tail[bank] = read;
        boolean isHit = timing.openRow(bank) == rowOfBank;
        int[] firsts = isHit ? hit : miss;
        if (firsts[bank] == NONE) {
            firsts[bank] = read;
        }
        return isHit;
    }

    /** The bank's oldest read of its open row, or NONE. */
    int hit(int bank) {
        return hit[bank];
    }

    /** The bank's oldest read of another row, or NONE. */
    int miss(int bank) {
        return miss[bank];
    }

    /** The read that the bank's row was opened for, or NONE. */
    int opened(int bank) {
        return opened[bank];
    }

    long arrival(int read) {
        return arrival[read];
    }

    /** The row that a read wants. */
    int row(int read) {
        return row[read];
    }

    /** The workload's row that a read belongs to. */
    int owner(int read) {
        return owner[read];
    }

    /** The bank's oldest hit has been read. */
    void removeHit(int bank) {
        int read = hit[bank];
        hit[bank] = firstFrom(next[read], timing.openRow(bank), true);
        unlink(bank, read);
        free(read);
    }

    /** The row of the bank's oldest miss has been opened for it. */
    void openMiss(int bank) {
        int read = miss[bank];
        unlink(bank, read);
        opened[bank] = read;
        openedBanks |= 1 << bank;
        findFirsts(bank);
    }

    /** The read that the bank's row was opened for has been read. */
    void removeOpened(int bank) {
        free(opened[bank]);
        opened[bank] = NONE;
        openedBanks &= ~(1 << bank);
    }

    /** The bank's row has been closed. */
    void close(int bank) {
        hit[bank] = NONE;
        miss[bank] = head[bank];
    }

    private void findFirsts(int bank) {
        int open = timing.openRow(bank);
        hit[bank] = firstFrom(head[bank], open, true);
        miss[bank] = firstFrom(head[bank], open, false);
    }

    private int firstFrom(int read, int openRow, boolean isHit) {
        int at = read;
        while (at != NONE && row[at] == openRow != isHit) {
            at = next[at];
        }
        return at;
    }

    private void unlink(int bank, int read) {
        int before = NONE;
        for (int at = head[bank]; at != read; at = next[at]) {
            before = at;
        }
        if (before == NONE) {
            head[bank] = next[read];
            waitingBanks &= next[read] == NONE ? ~(1 << bank) : -1;
        } else {
            next[before] = next[read];
        }
        tail[bank] = tail[bank] == read ? before : tail[bank];
    }

    private void free(int read) {
        next[read] = firstFree;
        firstFree = read;
    }
}
