package tessera.sim.dram;

/** Transactions of one kind that wait to move to the queue of their bank, oldest first. */
final class WaitingList {
    private static final int NONE = DramChannel.NONE;
    private static final int FILTER = 1 << 10;

    private final TransactionPool pool;
    private final int[] entries;
    private final byte[] banks;
    private final int[] ofBank;
    /** Transactions with each hash of an address: 0 means that an address is not there. */
    private final int[] filter = new int[FILTER];

    /** Banks that a transaction waits for. */
    private long waitedBanks;

    private int count;

    WaitingList(int capacity, int bankCount, TransactionPool pool) {
        this.pool = pool;
        entries = new int[capacity];
        banks = new byte[capacity];
        ofBank = new int[bankCount];
    }

    int size() {
        return count;
    }

    boolean isFull() {
        return count == entries.length;
    }

    void add(int entry) {
        int bank = pool.bank[entry];
        banks[count] = (byte) bank;
        entries[count++] = entry;
        ofBank[bank]++;
        waitedBanks |= 1L << bank;
        filter[hash(pool.address[entry])]++;
    }

    /** The transaction for this burst, or NONE. */
    int find(long address) {
        if (filter[hash(address)] == 0) {
            return NONE;
        }
        for (int i = 0; i < count; i++) {
            if (pool.address[entries[i]] == address) {
                return entries[i];
            }
        }
        return NONE;
    }

    private static int hash(long address) {
        return (int) (address * 0x9E3779B97F4A7C15L >>> 54);
    }

    /** Position of the oldest transaction whose bank is none of these, or NONE. */
    int oldestOutside(long fullBanks) {
        long wanted = waitedBanks & ~fullBanks;
        if (wanted == 0) {
            return NONE;
        }
        int position = 0;
        while ((wanted >>> banks[position] & 1) == 0) {
            position++;
        }
        return position;
    }

    /** The transaction at a position. */
    int entry(int position) {
        return entries[position];
    }

    void remove(int position) {
        int entry = entries[position];
        int bank = banks[position];
        int behind = --count - position;
        System.arraycopy(entries, position + 1, entries, position, behind);
        System.arraycopy(banks, position + 1, banks, position, behind);
        if (--ofBank[bank] == 0) {
            waitedBanks &= ~(1L << bank);
        }
        filter[hash(pool.address[entry])]--;
    }
}
