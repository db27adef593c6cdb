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

    int firstBank() {
        return targets[head];
    }

    int lastBank() {
        return isPerBank ? firstBank() : firstBank() + device.banksPerUnit - 1;
    }

    /** What the oldest refresh needs next: its banks closed, or itself. */
    int command() {
        if (isPerBank) {
            return device.isOpen(firstBank()) ? Commands.PRE : Commands.REFB;
        }
        return device.hasOpenBank(device.unitOf(firstBank())) ? Commands.PREA : Commands.REF;
    }

    long ready(int command) {
        return isPerBank ? device.ready(command, firstBank()) : device.unitReady(command, device.unitOf(firstBank()));
    }

    /** Whether an active request needs a row that the refresh would close. */
    boolean isBlocked(ActiveRequests active) {
        return isPerBank ? active.has(firstBank()) : active.mask[device.unitOf(firstBank())] != 0;
    }

    void issue(long clock, int command) {
        if (isPerBank) {
            device.issue(clock, command, firstBank(), 0, 0);
        } else {
            device.issueToUnit(clock, command, device.unitOf(firstBank()));
        }
        if (command == Commands.REF || command == Commands.REFB) {
            head = (head + 1) % targets.length;
            count--;
        }
    }
}
