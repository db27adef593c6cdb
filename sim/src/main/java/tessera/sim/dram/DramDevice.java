package tessera.sim.dram;

import java.util.Arrays;
import tessera.models.dram.DramController;
import tessera.models.dram.DramOrganisation;
import tessera.models.dram.DramParams;

/**
 * The memory behind one controller: which rows are open, and from which clock on each command may go where. Its owner
 * tells it each clock that passes ({@link #pass}) before it asks about it.
 *
 * <p>Banks are numbered through pseudo-channels, ranks and bank groups; sets of banks are the bits of a long. A unit is
 * one rank of one pseudo-channel; waits at channel, pseudo-channel and rank are kept per unit, because a command waits
 * for the longest of them. The four often used commands have slots of their own: ACT, PRE, READ and WRITE.
 */
final class DramDevice {
    /** Slots of the often used commands. READ and WRITE stand for the kinds that close the row if only those are sent. */
    static final int ACT = 0;

    static final int PRE = 1;
    static final int READ = 2;
    static final int WRITE = 3;
    private static final int NO_SLOT = -1;
    private static final long NEVER = Long.MIN_VALUE / 4;

    final int bankCount;
    final int unitCount;
    final int banksPerUnit;
    final OpenRows rows;
    /** Commands issued so far, by number. */
    final long[] issuedCount = new long[Commands.COUNT];

    private final ConstraintTable table;
    private final CommandListener listener;
    private final boolean isHeard;
    private final int groupCount;
    private final int groupShift;
    private final int unitShift;
    private final int unitsPerPseudoChannel;

    /** Banks of each unit. */
    private final long[] unitBanks;

    /** Command of each slot, and slot of each command. */
    private final int[] commandOf;

    private final int[] slotOf = new int[Commands.COUNT];

    /** First clock at which a command may go: {@code [command * nodes + node]}. */
    private final long[] unitReady;

    private final long[] groupReady;
    /** Last clock of each command: {@code [command * units + unit]}. */
    private final long[] lastIssue;

    private final BankClock banks;
    /** First clock at which a command without slot may go to a bank: {@code [command * banks + bank]}. */
    private final long[] rareReady;

    private final long[] lastBankRefresh;

    private final ActivateWindow window;

    DramDevice(DramParams params, ConstraintTable table, CommandListener listener) {
        this.table = table;
        this.listener = listener;
        isHeard = listener != Listeners.NONE;
        DramOrganisation organisation = params.organisation();
        bankCount = organisation.bankCount();
        unitCount = organisation.unitCount();
        banksPerUnit = organisation.banksPerUnit();
        groupCount = unitCount * organisation.bankGroupCount();
        groupShift = Integer.numberOfTrailingZeros(organisation.banksPerGroup());
        unitShift = Integer.numberOfTrailingZeros(banksPerUnit);
        unitsPerPseudoChannel = organisation.rankCount();
        unitBanks = new long[unitCount];
        for (int unit = 0; unit < unitCount; unit++) {
            unitBanks[unit] = -1L >>> 64 - banksPerUnit << (unit << unitShift);
        }
        unitReady = new long[Commands.COUNT * unitCount];
        groupReady = new long[Commands.COUNT * groupCount];
        lastIssue = new long[Commands.COUNT * unitCount];
        Arrays.fill(lastIssue, NEVER);
        banks = new BankClock(bankCount, table.longestBankWait);
        rareReady = new long[Commands.COUNT * bankCount];
        lastBankRefresh = new long[bankCount];
        Arrays.fill(lastBankRefresh, NEVER);
        window = new ActivateWindow(table, unitCount, unitsPerPseudoChannel);
        boolean closesAlways = params.controller().policy() == DramController.Policy.BANK_QUEUES
                && params.controller().rowPolicy() == DramController.RowPolicy.CLOSED;
        commandOf = closesAlways
                ? new int[] {Commands.ACT, Commands.PRE, Commands.RDA, Commands.WRA}
                : new int[] {Commands.ACT, Commands.PRE, Commands.RD, Commands.WR};
        Arrays.fill(slotOf, NO_SLOT);
        for (int slot = 0; slot < BankClock.COMMANDS; slot++) {
            slotOf[commandOf[slot]] = slot;
        }
        rows = new OpenRows(bankCount, unitShift, unitBanks);
    }

    /** The clock is now this one. */
    void pass(long clock) {
        banks.pass(clock);
    }

    int unitOf(int bank) {
        return bank >> unitShift;
    }

    /** The banks of a unit. */
    long banksOf(int unit) {
        return unitBanks[unit];
    }

    /** The command of a slot. */
    int command(int slot) {
        return commandOf[slot];
    }

    /** First clock at which the command may go to the bank. */
    long ready(int command, int bank) {
        return Math.max(unitEnd(command, bank >> unitShift), Math.max(groupEnd(command, bank), bankEnd(command, bank)));
    }

    /** The part of {@link #ready(int, int)} that is the bank's own. */
    long bankEnd(int command, int bank) {
        int slot = slotOf[command];
        return slot == NO_SLOT ? rareReady[command * bankCount + bank] : banks.end(slot, bank);
    }

    /** The part that is the bank group's. */
    long groupEnd(int command, int bank) {
        return groupReady[command * groupCount + (bank >> groupShift)];
    }

    /** The part that is the rank's and what is above it. */
    long unitEnd(int command, int unit) {
        return unitReady[command * unitCount + unit];
    }

    /** Last clock at which a command went to a unit or one of its banks; long ago if it never has. */
    long lastIssue(int command, int unit) {
        return lastIssue[command * unitCount + unit];
    }

    /** Last clock of a bank's own refresh; long ago if it never had one. */
    long lastBankRefresh(int bank) {
        return lastBankRefresh[bank];
    }

    /** First clock at which PREA or REF may go to a unit. */
    long unitReady(int command, int unit) {
        int[][] waits = table.wholeUnitWaits[command];
        int pseudoChannel = unit & -unitsPerPseudoChannel;
        long ready = NEVER;
        for (int other = 0; other < unitCount; other++) {
            boolean isSamePseudoChannel = (other & -unitsPerPseudoChannel) == pseudoChannel;
            ConstraintTable.Scope scope = other == unit
                    ? ConstraintTable.Scope.SAME_UNIT
                    : isSamePseudoChannel
                            ? ConstraintTable.Scope.OTHER_RANK
                            : ConstraintTable.Scope.OTHER_PSEUDO_CHANNEL;
            int[] pairs = waits[scope.ordinal()];
            for (int i = 0; i < pairs.length; i += 2) {
                ready = Math.max(ready, lastIssue[pairs[i] * unitCount + other] + pairs[i + 1]);
            }
        }
        return ready;
    }

    /** Those of the banks to which the slot's command may go at the clock that has passed last. */
    long ready(int slot, long among, long clock) {
        long ready = among & banks.over(slot);
        if (ready == 0) {
            return 0;
        }
        int command = commandOf[slot];
        int first = command * unitCount;
        long units = 0;
        for (int unit = 0; unit < unitCount; unit++) {
            units |= unitBanks[unit] & Branchless.ifAtMost(unitReady[first + unit], clock);
        }
        ready &= units;
        return ready != 0 && table.waitsForGroup[command] ? ready & readyGroups(command, clock) : ready;
    }

    private long readyGroups(int command, long clock) {
        int first = command * groupCount;
        long groupBanks = -1L >>> 64 - (1 << groupShift);
        long ready = 0;
        for (int group = 0; group < groupCount; group++) {
            ready |= groupBanks << (group << groupShift) & Branchless.ifAtMost(groupReady[first + group], clock);
        }
        return ready;
    }

    /**
     * A clock after the last one passed before which the slot's command cannot go to any of the banks; nearer than the
     * first at which it can where that is cheaper to tell.
     */
    long wake(int slot, long among, long clock) {
        if (among == 0) {
            return Long.MAX_VALUE;
        }
        long over = among & banks.over(slot);
        long wake = over == among ? Long.MAX_VALUE : banks.nextEnd();
        if (over != 0) {
            int command = commandOf[slot];
            for (int unit = 0; unit < unitCount; unit++) {
                if ((over & unitBanks[unit]) != 0) {
                    wake = Math.min(wake, unitReady[command * unitCount + unit]);
                }
            }
        }
        return Math.max(wake, clock + 1);
    }

    /** Issues a command to a bank; the caller has made sure that it is ready and fits the bank's state. */
    void issue(long clock, int command, int bank, int row, int column) {
        issuedCount[command]++;
        if (isHeard) {
            listener.issued(clock, command, bank, row, column);
        }
        updateUnits(bank >> unitShift, command, clock);
        updateGroup(bank >> groupShift, command, clock);
        updateBank(bank, command, clock);
        if (command == Commands.ACT) {
            window.activated(bank >> unitShift, clock, unitReady);
            rows.open(clock, bank, row);
        } else if (command == Commands.RD || command == Commands.WR) {
            rows.use(bank);
        } else if (command == Commands.PRE || command == Commands.RDA || command == Commands.WRA) {
            rows.close(clock, bank);
        } else if (command == Commands.REFB) {
            lastBankRefresh[bank] = clock;
        }
    }

    /** Issues PREA or REF to a unit. */
    void issueToUnit(long clock, int command, int unit) {
        int first = unit << unitShift;
        issuedCount[command]++;
        if (isHeard) {
            listener.issued(clock, command, first, 0, 0);
        }
        updateUnits(unit, command, clock);
        if (command == Commands.PREA) {
            for (int bank = first; bank < first + banksPerUnit; bank++) {
                if (rows.isOpen(bank)) {
                    rows.close(clock, bank);
                }
            }
        }
    }

    private void updateBank(int bank, int command, long clock) {
        int[] waits = table.bankWaits[command];
        for (int i = 0; i < waits.length; i += 2) {
            int later = waits[i];
            long until = clock + waits[i + 1];
            int slot = slotOf[later];
            if (slot == NO_SLOT) {
                int at = later * bankCount + bank;
                rareReady[at] = Math.max(rareReady[at], until);
            } else {
                banks.delay(slot, bank, until);
            }
        }
    }

    private void updateGroup(int group, int command, long clock) {
        int[] waits = table.groupWaits[command];
        for (int i = 0; i < waits.length; i += 2) {
            int at = waits[i] * groupCount + group;
            groupReady[at] = Branchless.max(groupReady[at], clock + waits[i + 1]);
        }
    }

    private void updateUnits(int unit, int command, long clock) {
        lastIssue[command * unitCount + unit] = clock;
        updateUnit(unit, table.unitWaits[command], clock);
        int[] toRanks = table.otherRankWaits[command];
        int[] toPseudoChannels = table.otherPseudoChannelWaits[command];
        if (toRanks.length + toPseudoChannels.length == 0 || unitCount == 1) {
            return;
        }
        int pseudoChannel = unit & -unitsPerPseudoChannel;
        for (int other = 0; other < unitCount; other++) {
            if (other != unit) {
                boolean isSame = (other & -unitsPerPseudoChannel) == pseudoChannel;
                updateUnit(other, isSame ? toRanks : toPseudoChannels, clock);
            }
        }
    }

    private void updateUnit(int unit, int[] waits, long clock) {
        for (int i = 0; i < waits.length; i += 2) {
            int at = waits[i] * unitCount + unit;
            unitReady[at] = Branchless.max(unitReady[at], clock + waits[i + 1]);
        }
    }
}
