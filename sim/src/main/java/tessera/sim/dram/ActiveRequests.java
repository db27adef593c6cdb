package tessera.sim.dram;

/**
 * Requests whose row was opened for them and who have not had their read or write yet: at most one per bank, because
 * while it waits the bank is not closed.
 */
final class ActiveRequests {
    /** Banks with an active request, per rank. */
    final long[] mask;

    final long[] id;
    final long[] accepted;
    final int[] row;
    final int[] column;
    final boolean[] isWrite;

    private final long[] promoted;
    private final int banksPerUnit;
    private long promotions;

    ActiveRequests(DramDevice device) {
        banksPerUnit = device.banksPerUnit;
        mask = new long[device.unitCount];
        id = new long[device.bankCount];
        accepted = new long[device.bankCount];
        row = new int[device.bankCount];
        column = new int[device.bankCount];
        isWrite = new boolean[device.bankCount];
        promoted = new long[device.bankCount];
    }

    boolean has(int bank) {
        int unit = bank / banksPerUnit;
        return (mask[unit] >>> bank - unit * banksPerUnit & 1) != 0;
    }

    /** Takes over a request from a queue. */
    void add(int bank, BankedQueue queue, int entry, boolean write) {
        id[bank] = queue.id[entry];
        accepted[bank] = queue.accepted[entry];
        row[bank] = queue.row[entry];
        column[bank] = queue.column[entry];
        isWrite[bank] = write;
        promoted[bank] = promotions++;
        int unit = bank / banksPerUnit;
        mask[unit] |= 1L << bank - unit * banksPerUnit;
    }

    void remove(int bank) {
        int unit = bank / banksPerUnit;
        mask[unit] &= ~(1L << bank - unit * banksPerUnit);
    }

    /** Whether the request of one bank goes before that of another: by acceptance, then by promotion. */
    boolean isBefore(int bank, int otherBank) {
        return accepted[bank] != accepted[otherBank]
                ? accepted[bank] < accepted[otherBank]
                : promoted[bank] < promoted[otherBank];
    }
}
