package tessera.sim.dram;

/**
 * One short queue per bank, oldest first, and what the next command of each bank is. Everything in one bank's queue goes
 * to that bank, so only its oldest transaction can ask for a precharge.
 */
final class BankQueues {
    /** Most entries of one queue: positions are the bits of a long. */
    static final int DEEPEST = 64;

    private static final int NONE = DramChannel.NONE;

    private final DramDevice device;
    private final TransactionPool pool;
    private final int depth;
    private final int rowHitCap;
    private final int[] entries;
    private final int[] rows;
    private final int[] count;
    /** Positions of each bank's queue that hold a write. */
    private final long[] writes;
    /** Positions of each bank's queue that hit the open row. */
    private final long[] hits;

    /** Closed banks with a transaction. */
    private long activateBanks;
    /** Banks whose oldest transaction needs another row, and nothing holds that off. */
    private long prechargeBanks;

    private long readBanks;
    private long writeBanks;
    private long fullBanks;
    private long readyPrecharges;
    private long readyReads;
    private long readyWrites;
    private int total;
    private int pickedPosition;

    BankQueues(DramDevice device, TransactionPool pool, int depth, int rowHitCap) {
        this.device = device;
        this.pool = pool;
        this.depth = depth;
        this.rowHitCap = rowHitCap;
        entries = new int[device.bankCount * depth];
        rows = new int[device.bankCount * depth];
        count = new int[device.bankCount];
        writes = new long[device.bankCount];
        hits = new long[device.bankCount];
    }

    boolean isEmpty() {
        return total == 0;
    }

    /** Banks whose queue has no room. */
    long fullBanks() {
        return fullBanks;
    }

    void add(int bank, int entry) {
        int position = count[bank]++;
        total++;
        entries[bank * depth + position] = entry;
        rows[bank * depth + position] = pool.row[entry];
        writes[bank] |= (pool.isWrite[entry] ? 1L : 0L) << position;
        hits[bank] |= (device.rows.isOpen(bank, pool.row[entry]) ? 1L : 0L) << position;
        updateSets(bank);
    }

    /**
     * Of the oldest transaction of each bank the one accepted first, of those that wait for a row to be opened while there are
     * some; NONE without any.
     */
    int oldest() {
        int best = NONE;
        boolean isBestOpened = true;
        for (int bank = 0; bank < count.length; bank++) {
            if (count[bank] > 0) {
                int entry = entries[bank * depth];
                boolean isOpened = pool.isStarted[entry] && device.rows.isOpen(bank, pool.row[entry]);
                boolean isBetter = isOpened == isBestOpened
                        ? best == NONE || pool.accepted[entry] < pool.accepted[best]
                        : isBestOpened;
                best = isBetter ? entry : best;
                isBestOpened = isBetter ? isOpened : isBestOpened;
            }
        }
        return best;
    }

    /** The transaction for this burst and of this kind in its bank's queue, or NONE. */
    int find(int bank, long address, boolean isWrite) {
        int from = bank * depth;
        for (int i = from; i < from + count[bank]; i++) {
            if (pool.address[entries[i]] == address && pool.isWrite[entries[i]] == isWrite) {
                return entries[i];
            }
        }
        return NONE;
    }

    /**
     * Looks which banks have a ready command at this clock: the command of the first transaction, oldest first, whose
     * command is ready and, for a precharge, allowed. {@link #slot} then tells it.
     */
    long ready(long clock) {
        readyPrecharges = device.ready(DramDevice.PRE, prechargeBanks, clock);
        readyReads = device.ready(DramDevice.READ, readBanks, clock);
        readyWrites = device.ready(DramDevice.WRITE, writeBanks, clock);
        return readyPrecharges | readyReads | readyWrites | device.ready(DramDevice.ACT, activateBanks, clock);
    }

    /** The slot of the command of a bank that {@link #ready} has found. */
    int slot(int bank) {
        pickedPosition = 0;
        if (!device.rows.isOpen(bank)) {
            return DramDevice.ACT;
        }
        if ((readyPrecharges >>> bank & 1) != 0) {
            return DramDevice.PRE;
        }
        long readHits = hits[bank] & ~writes[bank] & -(readyReads >>> bank & 1);
        long writeHits = hits[bank] & writes[bank] & -(readyWrites >>> bank & 1);
        pickedPosition = Long.numberOfTrailingZeros(readHits | writeHits);
        return (readHits >>> pickedPosition & 1) != 0 ? DramDevice.READ : DramDevice.WRITE;
    }

    /** A clock before which no bank other than the held ones can have a ready command. */
    long wake(long clock, long held) {
        return Math.min(
                Math.min(
                        device.wake(DramDevice.PRE, prechargeBanks & ~held, clock),
                        device.wake(DramDevice.ACT, activateBanks & ~held, clock)),
                Math.min(
                        device.wake(DramDevice.READ, readBanks & ~held, clock),
                        device.wake(DramDevice.WRITE, writeBanks & ~held, clock)));
    }

    /** The transaction of the last command that was found. */
    int picked(int bank) {
        return entries[bank * depth + pickedPosition];
    }

    /** Takes out the transaction of the last command that was found; its values stay readable. */
    int removePicked(int bank) {
        int at = bank * depth + pickedPosition;
        int entry = entries[at];
        int behind = --count[bank] - pickedPosition;
        total--;
        System.arraycopy(entries, at + 1, entries, at, behind);
        System.arraycopy(rows, at + 1, rows, at, behind);
        writes[bank] = without(writes[bank], pickedPosition);
        hits[bank] = without(hits[bank], pickedPosition);
        return entry;
    }

    private static long without(long bits, int position) {
        long below = (1L << position) - 1;
        return bits & below | bits >>> 1 & ~below;
    }

    /** A read or write of the bank, whose transaction has been taken out, has been issued. */
    void accessed(int bank) {
        hits[bank] = device.rows.isOpen(bank) ? hits[bank] : 0;
        updateSets(bank);
    }

    /** A row of the bank has been opened or closed. */
    void rowChanged(int bank) {
        int from = bank * depth;
        int open = device.rows.openRow(bank);
        long hitBits = 0;
        for (int i = 0; i < count[bank]; i++) {
            hitBits |= (rows[from + i] == open ? 1L : 0L) << i;
        }
        hits[bank] = hitBits;
        updateSets(bank);
    }

    private void updateSets(int bank) {
        boolean isOpen = device.rows.isOpen(bank);
        boolean isUsed = count[bank] > 0;
        long hitBits = hits[bank];
        // The oldest needs another row, and no queued hit holds that off, or the hits have had their share.
        boolean isPrechargeAllowed = isOpen
                && isUsed
                && (hitBits & 1) == 0
                && (hitBits == 0 || rowHitCap > 0 && device.rows.accesses(bank) >= rowHitCap);
        activateBanks = with(activateBanks, bank, isUsed && !isOpen);
        prechargeBanks = with(prechargeBanks, bank, isPrechargeAllowed);
        readBanks = with(readBanks, bank, (hitBits & ~writes[bank]) != 0);
        writeBanks = with(writeBanks, bank, (hitBits & writes[bank]) != 0);
        fullBanks = with(fullBanks, bank, count[bank] == depth);
    }

    private static long with(long banks, int bank, boolean isIn) {
        return banks & ~(1L << bank) | (isIn ? 1L : 0L) << bank;
    }
}
