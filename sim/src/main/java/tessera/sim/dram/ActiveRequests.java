package tessera.sim.dram;

/**
 * Requests whose row was opened for them and who have not had their read or write yet: at most one per bank, because
 * while it waits the bank is not closed.
 */
final class ActiveRequests {
    /** Banks with an active read. */
    long readBanks;
    /** Banks with an active write. */
    long writeBanks;

    final long[] id;
    final long[] accepted;
    final int[] row;
    final int[] column;

    private final long[] promoted;
    private long promotions;

    ActiveRequests(int bankCount) {
        id = new long[bankCount];
        accepted = new long[bankCount];
        row = new int[bankCount];
        column = new int[bankCount];
        promoted = new long[bankCount];
    }

    /** Banks with an active request. */
    long banks() {
        return readBanks | writeBanks;
    }

    boolean has(int bank) {
        return (banks() >>> bank & 1) != 0;
    }

    boolean isWrite(int bank) {
        return (writeBanks >>> bank & 1) != 0;
    }

    /** Takes over a request from a queue. */
    void add(int bank, BankedQueue queue, int entry, boolean isWrite) {
        id[bank] = queue.id[entry];
        accepted[bank] = queue.accepted[entry];
        row[bank] = queue.row[entry];
        column[bank] = queue.column[entry];
        promoted[bank] = promotions++;
        if (isWrite) {
            writeBanks |= 1L << bank;
        } else {
            readBanks |= 1L << bank;
        }
    }

    void remove(int bank) {
        readBanks &= ~(1L << bank);
        writeBanks &= ~(1L << bank);
    }

    /** Of these banks the one whose request goes first: by acceptance, then by promotion. */
    int first(long banks) {
        int best = Long.numberOfTrailingZeros(banks);
        for (long rest = banks & banks - 1; rest != 0; rest &= rest - 1) {
            int bank = Long.numberOfTrailingZeros(rest);
            if (accepted[bank] != accepted[best] ? accepted[bank] < accepted[best] : promoted[bank] < promoted[best]) {
                best = bank;
            }
        }
        return best;
    }
}
