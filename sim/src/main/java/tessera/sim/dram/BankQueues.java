package tessera.sim.dram;

/**
 * One short queue per bank, oldest first, and what the next command of each bank is. Everything in one bank's queue goes
 * to that bank, so only its oldest transaction can ask for a precharge.
 */
final class BankQueues {
    private static final int NONE = DramChannel.NONE;

    private final DramDevice device;
    private final TransactionPool pool;
    private final int depth;
    private final int rowHitCap;
    private final boolean isClosedPage;
    private final int[] entries;
    private final int[] count;
    /** Position of the first read, and of the first write, that hits the open row. */
    private final int[] readHit;

    private final int[] writeHit;

    private int total;
    private int pickedPosition;

    BankQueues(DramDevice device, TransactionPool pool, int depth, int rowHitCap, boolean isClosedPage) {
        this.device = device;
        this.pool = pool;
        this.depth = depth;
        this.rowHitCap = rowHitCap;
        this.isClosedPage = isClosedPage;
        entries = new int[device.bankCount * depth];
        count = new int[device.bankCount];
        readHit = new int[device.bankCount];
        writeHit = new int[device.bankCount];
        for (int bank = 0; bank < device.bankCount; bank++) {
            look(bank);
        }
    }

    boolean isEmpty() {
        return total == 0;
    }

    boolean isEmpty(int bank) {
        return count[bank] == 0;
    }

    boolean hasRoom(int bank) {
        return count[bank] < depth;
    }

    void add(int bank, int entry) {
        entries[bank * depth + count[bank]++] = entry;
        total++;
        look(bank);
    }

    /** The transaction for this burst and of this kind in its bank's queue, or NONE. */
    int find(Request request, boolean isWrite) {
        int from = request.bank * depth;
        for (int i = from; i < from + count[request.bank]; i++) {
            if (pool.address[entries[i]] == request.address && pool.isWrite[entries[i]] == isWrite) {
                return entries[i];
            }
        }
        return NONE;
    }

    /** Whether a read of the burst of this write waits in the bank's queue. */
    boolean hasRead(int bank, int write) {
        int from = bank * depth;
        for (int i = from; i < from + count[bank]; i++) {
            if (pool.address[entries[i]] == pool.address[write] && !pool.isWrite[entries[i]]) {
                return true;
            }
        }
        return false;
    }

    /**
     * The command that the bank's queue would issue at this clock: the first transaction, oldest first, whose command is
     * ready and, for a precharge, allowed. {@link #picked} then tells the transaction.
     *
     * @return its number, or NONE
     */
    int command(int bank, long clock) {
        if (!device.isOpen(bank)) {
            pickedPosition = 0;
            return device.ready(Commands.ACT, bank) <= clock ? Commands.ACT : NONE;
        }
        if (isPrechargeAllowed(bank) && device.ready(Commands.PRE, bank) <= clock) {
            pickedPosition = 0;
            return Commands.PRE;
        }
        int read = readHit[bank];
        int write = writeHit[bank];
        int readCommand = isClosedPage ? Commands.RDA : Commands.RD;
        int writeCommand = isClosedPage ? Commands.WRA : Commands.WR;
        boolean isReadReady = read != NONE && device.ready(readCommand, bank) <= clock;
        boolean isWriteReady = write != NONE && device.ready(writeCommand, bank) <= clock;
        if (isReadReady && (!isWriteReady || read < write)) {
            pickedPosition = read;
            return readCommand;
        }
        pickedPosition = write;
        return isWriteReady ? writeCommand : NONE;
    }

    /** First clock at which {@link #command} can answer, while nothing else happens. */
    long wake(int bank) {
        if (!device.isOpen(bank)) {
            return device.ready(Commands.ACT, bank);
        }
        long wake = Long.MAX_VALUE;
        if (isPrechargeAllowed(bank)) {
            wake = device.ready(Commands.PRE, bank);
        }
        if (readHit[bank] != NONE) {
            wake = Math.min(wake, device.ready(isClosedPage ? Commands.RDA : Commands.RD, bank));
        }
        if (writeHit[bank] != NONE) {
            wake = Math.min(wake, device.ready(isClosedPage ? Commands.WRA : Commands.WR, bank));
        }
        return wake;
    }

    /** Whether the oldest transaction needs another row and no queued hit holds that off, or the cap is reached. */
    private boolean isPrechargeAllowed(int bank) {
        if (device.isOpen(bank, pool.row[entries[bank * depth]])) {
            return false;
        }
        boolean hasHit = readHit[bank] != NONE || writeHit[bank] != NONE;
        return !hasHit || rowHitCap > 0 && device.rowAccesses(bank) >= rowHitCap;
    }

    /** The transaction of the last command that was found. */
    int picked(int bank) {
        return entries[bank * depth + pickedPosition];
    }

    /** Takes out the transaction of the last command that was found; its values stay readable. */
    int removePicked(int bank) {
        int at = bank * depth + pickedPosition;
        int entry = entries[at];
        count[bank]--;
        total--;
        System.arraycopy(entries, at + 1, entries, at, count[bank] - pickedPosition);
        look(bank);
        return entry;
    }

    /** Looks at a bank again after its row was opened or closed. */
    void look(int bank) {
        readHit[bank] = NONE;
        writeHit[bank] = NONE;
        int from = bank * depth;
        for (int i = 0; i < count[bank]; i++) {
            int entry = entries[from + i];
            if (device.isOpen(bank, pool.row[entry])) {
                int[] hit = pool.isWrite[entry] ? writeHit : readHit;
                hit[bank] = hit[bank] == NONE ? i : hit[bank];
            }
        }
    }
}
