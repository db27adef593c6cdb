package tessera.sim.dram;

import java.util.Arrays;
import tessera.models.dram.DramLevel;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.DramParams;

/**
 * The memory behind one controller: which rows are open, and from which clock on each command may go where. It owns no
 * clock; every question is asked for a given clock. Banks are numbered through pseudo-channels, ranks and bank groups.
 */
final class DramDevice {
    private static final int CHANNEL = DramLevel.CHANNEL.ordinal();
    private static final int PSEUDO_CHANNEL = DramLevel.PSEUDO_CHANNEL.ordinal();
    private static final int RANK = DramLevel.RANK.ordinal();
    private static final int BANK_GROUP = DramLevel.BANK_GROUP.ordinal();
    private static final int BANK = DramLevel.BANK.ordinal();
    private static final int CLOSED = -1;
    private static final long NEVER = Long.MIN_VALUE / 2;

    final int bankCount;
    final int unitCount;
    final int banksPerUnit;
    /** Commands issued so far, by number. */
    final long[] issuedCount = new long[Commands.COUNT];

    private final ConstraintTable table;
    private final CommandListener listener;
    private final boolean isHeard;
    private final int banksPerGroupShift;
    private final int banksPerUnitShift;
    private final int banksPerPseudoChannelShift;
    /** First clock at which a command may go to a node: {@code [level][node * COUNT + command]}. */
    private final long[][] ready = new long[ConstraintTable.LEVELS][];
    /** Last commands of constraints with a window: {@code [level][command][node * window + …]}, oldest overwritten. */
    private final long[][][] history = new long[ConstraintTable.LEVELS][Commands.COUNT][];

    private final int[] openRow;
    private final int[] rowAccesses;
    private final int[] openBanks;
    private final long[] unitChanged;
    private long activeUnitClocks;

    DramDevice(DramParams params, ConstraintTable table, CommandListener listener) {
        this.table = table;
        this.listener = listener;
        isHeard = listener != Listeners.NONE;
        DramOrganisation organisation = params.organisation();
        bankCount = organisation.bankCount();
        unitCount = organisation.unitCount();
        banksPerUnit = organisation.banksPerUnit();
        banksPerGroupShift = Integer.numberOfTrailingZeros(organisation.banksPerGroup());
        banksPerUnitShift = Integer.numberOfTrailingZeros(banksPerUnit);
        banksPerPseudoChannelShift = Integer.numberOfTrailingZeros(bankCount / organisation.pseudoChannelCount());
        for (int level = 0; level < ConstraintTable.LEVELS; level++) {
            int nodes = bankCount >> shift(level);
            ready[level] = new long[nodes * Commands.COUNT];
            for (int command = 0; command < Commands.COUNT; command++) {
                int[] windows = table.windowWaits[level][command];
                if (windows.length > 0) {
                    history[level][command] = new long[nodes * windows[2]];
                    Arrays.fill(history[level][command], NEVER);
                }
            }
        }
        openRow = new int[bankCount];
        Arrays.fill(openRow, CLOSED);
        rowAccesses = new int[bankCount];
        openBanks = new int[unitCount];
        unitChanged = new long[unitCount];
    }

    private int shift(int level) {
        return switch (DramLevel.values()[level]) {
            case CHANNEL -> Integer.numberOfTrailingZeros(bankCount);
            case PSEUDO_CHANNEL -> banksPerPseudoChannelShift;
            case RANK -> banksPerUnitShift;
            case BANK_GROUP -> banksPerGroupShift;
            case BANK -> 0;
        };
    }

    /** The rank (pseudo-channel) of a bank. */
    int unitOf(int bank) {
        return bank >> banksPerUnitShift;
    }

    /** Whether a row of the bank is open. */
    boolean isOpen(int bank) {
        return openRow[bank] != CLOSED;
    }

    /** Whether this row of the bank is open. */
    boolean isOpen(int bank, int row) {
        return openRow[bank] == row;
    }

    /** Column commands since the bank's row was opened. */
    int rowAccesses(int bank) {
        return rowAccesses[bank];
    }

    /** Whether any bank of a rank is open. */
    boolean hasOpenBank(int unit) {
        return openBanks[unit] > 0;
    }

    /** First clock at which the command may go to the bank. */
    long ready(int command, int bank) {
        return Math.max(unitReady(command, bank >> banksPerUnitShift), bankReady(command, bank));
    }

    /** The part of {@link #ready} that all banks of a rank share. */
    long unitReady(int command, int unit) {
        int bank = unit << banksPerUnitShift;
        long channel = ready[CHANNEL][command];
        long pseudo = ready[PSEUDO_CHANNEL][(bank >> banksPerPseudoChannelShift) * Commands.COUNT + command];
        long rank = ready[RANK][unit * Commands.COUNT + command];
        return Math.max(channel, Math.max(pseudo, rank));
    }

    /** The part of {@link #ready} that belongs to the bank and its group. */
    long bankReady(int command, int bank) {
        return Math.max(
                ready[BANK_GROUP][(bank >> banksPerGroupShift) * Commands.COUNT + command],
                ready[BANK][bank * Commands.COUNT + command]);
    }

    /** Issues a command to a bank; the caller has made sure that it is ready and fits the bank's state. */
    void issue(long clock, int command, int bank, int row, int column) {
        issuedCount[command]++;
        if (isHeard) {
            listener.issued(clock, command, bank, row, column);
        }
        update(CHANNEL, 0, command, clock);
        update(PSEUDO_CHANNEL, bank >> banksPerPseudoChannelShift, command, clock);
        update(RANK, bank >> banksPerUnitShift, command, clock);
        update(BANK_GROUP, bank >> banksPerGroupShift, command, clock);
        update(BANK, bank, command, clock);
        if (table.hasSiblings[command]) {
            updateSiblings(bank, command, clock);
        }
        if (command == Commands.ACT) {
            open(clock, bank, row);
        } else if (command == Commands.RD || command == Commands.WR) {
            rowAccesses[bank]++;
        } else if (command == Commands.PRE || command == Commands.RDA || command == Commands.WRA) {
            close(clock, bank);
        }
    }

    /** Issues PREA or REF to a rank. */
    void issueToUnit(long clock, int command, int unit) {
        int first = unit << banksPerUnitShift;
        issuedCount[command]++;
        if (isHeard) {
            listener.issued(clock, command, first, 0, 0);
        }
        update(CHANNEL, 0, command, clock);
        update(PSEUDO_CHANNEL, first >> banksPerPseudoChannelShift, command, clock);
        update(RANK, unit, command, clock);
        if (command == Commands.PREA) {
            for (int bank = first; bank < first + banksPerUnit; bank++) {
                if (isOpen(bank)) {
                    close(clock, bank);
                }
            }
        }
    }

    private void open(long clock, int bank, int row) {
        openRow[bank] = row;
        rowAccesses[bank] = 0;
        int unit = bank >> banksPerUnitShift;
        if (openBanks[unit]++ == 0) {
            unitChanged[unit] = clock;
        }
    }

    private void close(long clock, int bank) {
        openRow[bank] = CLOSED;
        int unit = bank >> banksPerUnitShift;
        if (--openBanks[unit] == 0) {
            activeUnitClocks += clock - unitChanged[unit];
        }
    }

    /** Clocks, summed over ranks, in which a bank was open after the clock's commands, before the given clock. */
    long activeUnitClocks(long before) {
        long clocks = activeUnitClocks;
        for (int unit = 0; unit < unitCount; unit++) {
            if (openBanks[unit] > 0) {
                clocks += before - unitChanged[unit];
            }
        }
        return clocks;
    }

    private void update(int level, int node, int command, long clock) {
        long[] levelReady = ready[level];
        int base = node * Commands.COUNT;
        int[] waits = table.waits[level][command];
        for (int i = 0; i < waits.length; i += 2) {
            int at = base + waits[i];
            levelReady[at] = Math.max(levelReady[at], clock + waits[i + 1]);
        }
        int[] windows = table.windowWaits[level][command];
        if (windows.length > 0) {
            updateWindow(level, node, command, clock);
        }
    }

    private void updateWindow(int level, int node, int command, long clock) {
        int[] windows = table.windowWaits[level][command];
        long[] past = history[level][command];
        int window = windows[2];
        int first = node * window;
        // A shift of at most a few entries: oldest first.
        System.arraycopy(past, first + 1, past, first, window - 1);
        past[first + window - 1] = clock;
        for (int i = 0; i < windows.length; i += 3) {
            int at = node * Commands.COUNT + windows[i];
            ready[level][at] = Math.max(ready[level][at], past[first] + windows[i + 1]);
        }
    }

    private void updateSiblings(int bank, int command, long clock) {
        for (int level = PSEUDO_CHANNEL; level <= BANK; level++) {
            int[] waits = table.siblingWaits[level][command];
            if (waits.length == 0) {
                continue;
            }
            int node = bank >> shift(level);
            int perParent = 1 << (shift(level - 1) - shift(level));
            int first = node / perParent * perParent;
            for (int other = first; other < first + perParent; other++) {
                for (int i = 0; other != node && i < waits.length; i += 2) {
                    int at = other * Commands.COUNT + waits[i];
                    ready[level][at] = Math.max(ready[level][at], clock + waits[i + 1]);
                }
            }
        }
    }
}
