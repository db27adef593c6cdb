package tessera.sim.dram;

import java.util.Arrays;

/** Which row of each bank is open, how often it has been used, and for how long each unit has had one. */
final class OpenRows {
    private static final int CLOSED = -1;

    private final int unitShift;
    /** Banks of each unit. */
    private final long[] unitBanks;

    private final int[] openRow;
    private final int[] rowAccesses;
    private long openBanks;
    /** Clock at which each unit's first row was opened; means something while one is open. */
    private final long[] activeSince;

    private long activeUnitClocks;

    /** All rows closed; the banks of each unit are {@code 1 << unitShift} in a row. */
    OpenRows(int bankCount, int unitShift, long[] unitBanks) {
        this.unitShift = unitShift;
        this.unitBanks = unitBanks;
        openRow = new int[bankCount];
        Arrays.fill(openRow, CLOSED);
        rowAccesses = new int[bankCount];
        activeSince = new long[unitBanks.length];
    }

    /** Whether a row of the bank is open. */
    boolean isOpen(int bank) {
        return openRow[bank] != CLOSED;
    }

    /** Whether this row of the bank is open. */
    boolean isOpen(int bank, int row) {
        return openRow[bank] == row;
    }

    /** Row of the bank that is open; −1, which no request wants, when it is closed. */
    int openRow(int bank) {
        return openRow[bank];
    }

    /** Column commands since the bank's row was opened. */
    int accesses(int bank) {
        return rowAccesses[bank];
    }

    /** Whether any bank of a unit is open. */
    boolean isActive(int unit) {
        return (openBanks & unitBanks[unit]) != 0;
    }

    /** Clocks, summed over units, in which a bank was open after the clock's commands, before the given clock. */
    long activeUnitClocks(long before) {
        long clocks = activeUnitClocks;
        for (int unit = 0; unit < unitBanks.length; unit++) {
            if (isActive(unit)) {
                clocks += before - activeSince[unit];
            }
        }
        return clocks;
    }

    void open(long clock, int bank, int row) {
        openRow[bank] = row;
        rowAccesses[bank] = 0;
        int unit = bank >> unitShift;
        if (!isActive(unit)) {
            activeSince[unit] = clock;
        }
        openBanks |= 1L << bank;
    }

    void use(int bank) {
        rowAccesses[bank]++;
    }

    void close(long clock, int bank) {
        openRow[bank] = CLOSED;
        openBanks &= ~(1L << bank);
        int unit = bank >> unitShift;
        if (!isActive(unit)) {
            activeUnitClocks += clock - activeSince[unit];
        }
    }
}
