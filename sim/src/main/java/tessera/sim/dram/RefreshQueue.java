package tessera.sim.dram;

import tessera.models.dram.DramController;
import tessera.models.dram.DramParams;
import tessera.models.dram.TimingName;

/** Refreshes that are due and not done yet, oldest first: ranks, or single banks with per-bank refresh. */
final class RefreshQueue {
    private final DramDevice device;
    private final boolean isPerBank;
    private final long interval;
    private final int[] targets;
    private int head;
    private int count;
    private long nextDue;
    private int nextBank;

    RefreshQueue(DramParams params, DramDevice device) {
        this.device = device;
        DramController.Refresh refresh = params.controller().refresh();
        isPerBank = refresh == DramController.Refresh.PER_BANK;
        interval = switch (refresh) {
            case NONE -> Long.MAX_VALUE;
            case ALL_BANK -> params.timing().of(TimingName.T_REFI);
            case PER_BANK -> params.timing().of(TimingName.T_REFI_BANK);
        };
        targets = new int[64 * device.bankCount];
        // Clocks are counted from 1 in the modelled controller: its clock tREFI is our tREFI - 1.
        nextDue = refresh == DramController.Refresh.NONE ? Long.MAX_VALUE : interval - 1;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Clock at which the next refresh is queued. */
    long nextDue() {
        return nextDue;
    }

    void enqueueDue(long clock) {
        while (clock >= nextDue) {
            nextDue += interval;
            if (isPerBank) {
                add(nextBank);
                nextBank = (nextBank + 1) % device.bankCount;
            } else {
                for (int unit = 0; unit < device.unitCount; unit++) {
                    add(unit * device.banksPerUnit);
                }
            }
        }
    }

    private void add(int bank) {
        if (count == targets.length) {
            throw new IllegalStateException("refreshes fall behind by " + count + ": none could be issued for long");
        }
        targets[(head + count++) % targets.length] = bank;
    }

    private int firstBank() {
        return targets[head];
    }

    private long banks() {
        return isPerBank ? 1L << firstBank() : device.banksOf(device.unitOf(firstBank()));
    }

    private boolean hasOpenBank() {
        return isPerBank ? device.rows.isOpen(firstBank()) : device.rows.isActive(device.unitOf(firstBank()));
    }

    /** What the oldest refresh needs next: its banks closed, or itself. */
    private int command() {
        if (isPerBank) {
            return hasOpenBank() ? Commands.PRE : Commands.REFB;
        }
        return hasOpenBank() ? Commands.PREA : Commands.REF;
    }

    /** First clock at which the next command of the oldest refresh may go. */
    long ready() {
        return isPerBank
                ? device.ready(command(), firstBank())
                : device.unitReady(command(), device.unitOf(firstBank()));
    }

    /** Whether an active request needs a row that the oldest refresh would close. */
    boolean isBlocked(ActiveRequests active) {
        return hasOpenBank() && (banks() & active.banks()) != 0;
    }

    /** Issues the next command of the oldest refresh; the banks that it closes. */
    long issue(long clock) {
        int command = command();
        long closed = hasOpenBank() ? banks() : 0;
        if (isPerBank) {
            device.issue(clock, command, firstBank(), 0, 0);
        } else {
            device.issueToUnit(clock, command, device.unitOf(firstBank()));
        }
        if (closed == 0) {
            head = (head + 1) % targets.length;
            count--;
        }
        return closed;
    }
}
