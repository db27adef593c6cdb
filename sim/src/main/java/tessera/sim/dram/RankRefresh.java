package tessera.sim.dram;

import tessera.models.dram.DramController;
import tessera.models.dram.DramParams;
import tessera.models.dram.TimingName;

/**
 * Refreshes of a {@link BankQueueChannel}: rank after rank every tREFI / ranks, or bank after bank every tREFI_BANK. The
 * oldest one holds the queues of its banks, closes them one precharge at a time, and is issued once all are closed.
 */
final class RankRefresh {
    private static final int NONE = DramChannel.NONE;

    private final DramDevice device;
    private final boolean isPerBank;
    private final long interval;
    private final int bankGroups;
    private final int banksPerGroup;
    private final int[] targets;
    private int head;
    private int count;
    private long nextDue;
    private int nextUnit;
    private int nextBankInTurn;
    private int closedBank;

    RankRefresh(DramParams params, DramDevice device) {
        this.device = device;
        DramController.Refresh refresh = params.controller().refresh();
        isPerBank = refresh == DramController.Refresh.PER_BANK;
        interval = switch (refresh) {
            case NONE -> Long.MAX_VALUE;
            case ALL_BANK -> Math.max(1, params.timing().of(TimingName.T_REFI) / device.unitCount);
            case PER_BANK -> params.timing().of(TimingName.T_REFI_BANK);
        };
        bankGroups = params.organisation().bankGroupCount();
        banksPerGroup = params.organisation().banksPerGroup();
        targets = new int[64 * device.bankCount];
        nextDue = interval;
    }

    /** Clock at which the next refresh starts to wait. */
    long nextDue() {
        return nextDue;
    }

    boolean isWaiting() {
        return count > 0;
    }

    void enqueueDue(long clock) {
        while (clock >= nextDue) {
            nextDue += interval;
            if (count == targets.length) {
                throw new IllegalStateException("refreshes fall behind by " + count + ": none could be issued");
            }
            targets[(head + count++) % targets.length] = isPerBank ? nextBank() : nextUnit * device.banksPerUnit;
            if (!isPerBank) {
                nextUnit = (nextUnit + 1) % device.unitCount;
            }
        }
    }

    /** Bank groups change fastest, then banks, then ranks. */
    private int nextBank() {
        int unit = nextBankInTurn / device.banksPerUnit;
        int inUnit = nextBankInTurn % device.banksPerUnit;
        nextBankInTurn = (nextBankInTurn + 1) % device.bankCount;
        return unit * device.banksPerUnit + inUnit % bankGroups * banksPerGroup + inUnit / bankGroups;
    }

    private int firstBank() {
        return targets[head];
    }

    private int bankCount() {
        return isPerBank ? 1 : device.banksPerUnit;
    }

    /** Banks whose queues a waiting refresh keeps from issuing. */
    long held() {
        if (count == 0) {
            return 0;
        }
        return isPerBank ? 1L << firstBank() : device.banksOf(device.unitOf(firstBank()));
    }

    /** Issues what the oldest refresh needs, if that is ready: a precharge of its first such bank, or itself. */
    int issue(long clock) {
        for (int bank = firstBank(); bank < firstBank() + bankCount(); bank++) {
            if (device.rows.isOpen(bank) && device.ready(Commands.PRE, bank) <= clock) {
                device.issue(clock, Commands.PRE, bank, 0, 0);
                closedBank = bank;
                return Commands.PRE;
            }
        }
        if (wake() > clock) {
            return NONE;
        }
        int command = isPerBank ? Commands.REFB : Commands.REF;
        if (isPerBank) {
            device.issue(clock, command, firstBank(), 0, 0);
        } else {
            device.issueToUnit(clock, command, device.unitOf(firstBank()));
        }
        head = (head + 1) % targets.length;
        count--;
        return command;
    }

    /** The bank that the last precharge of {@link #issue} closed. */
    int closedBank() {
        return closedBank;
    }

    /** First clock at which {@link #issue} can do something. */
    long wake() {
        long wake = Long.MAX_VALUE;
        boolean isOpen = false;
        for (int bank = firstBank(); bank < firstBank() + bankCount(); bank++) {
            if (device.rows.isOpen(bank)) {
                isOpen = true;
                wake = Math.min(wake, device.ready(Commands.PRE, bank));
            }
        }
        if (isOpen) {
            return wake;
        }
        return isPerBank
                ? device.ready(Commands.REFB, firstBank())
                : device.unitReady(Commands.REF, device.unitOf(firstBank()));
    }
}
