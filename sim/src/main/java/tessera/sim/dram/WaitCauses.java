package tessera.sim.dram;

/**
 * Says for one transaction what it waits for at a clock and until when that can hold: the wait that ends last, but the
 * data wires first. Reads the device, changes nothing.
 */
final class WaitCauses {
    private final DramDevice device;
    private final int burstClocks;
    /** Clocks from a refresh of a rank, of a bank, and from a precharge of a rank, to an activate; 0 where there is no such wait. */
    private final int refreshWait;

    private final int bankRefreshWait;
    private final int prechargeAllWait;
    private DramWait cause = DramWait.IDLE;
    private long until;

    WaitCauses(DramDevice device, ConstraintTable table, int burstClocks) {
        this.device = device;
        this.burstClocks = burstClocks;
        refreshWait = waitForActivate(table.unitWaits[Commands.REF]);
        bankRefreshWait = waitForActivate(table.bankWaits[Commands.REFB]);
        prechargeAllWait = waitForActivate(table.unitWaits[Commands.PREA]);
    }

    private static int waitForActivate(int[] pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] == Commands.ACT) {
                return pairs[i + 1];
            }
        }
        return 0;
    }

    /** The first clock at which the cause may be another one, as long as no command is issued. */
    long until() {
        return until;
    }

    /** Nothing waits for a command: data are on their way, or there is nothing. */
    DramWait nothingWaits(long clock, CompletionQueue returned) {
        boolean isOnItsWay = !returned.isEmpty() && clock < returned.lastClock();
        until = isOnItsWay ? returned.lastClock() : Long.MAX_VALUE;
        return isOnItsWay ? DramWait.LATENCY : DramWait.IDLE;
    }

    /** What a transaction of a bank waits for that only the controller (or a refresh that is due) keeps from starting. */
    DramWait held(int bank, boolean isByRefresh, long clock) {
        long wires = busUntil(device.unitOf(bank));
        until = clock < wires ? wires : Long.MAX_VALUE;
        return clock < wires ? DramWait.DATA_BUS : isByRefresh ? DramWait.REFRESH : DramWait.CONTROLLER;
    }

    /** What a transaction waits for whose next command may go as soon as the device lets it. */
    DramWait of(int bank, int row, boolean isWrite, long clock) {
        int unit = device.unitOf(bank);
        until = busUntil(unit);
        if (clock < until) {
            return DramWait.DATA_BUS;
        }
        cause = DramWait.CONTROLLER;
        until = clock;
        if (device.rows.isOpen(bank, row)) {
            waitForColumn(bank, isWrite ? DramDevice.WRITE : DramDevice.READ);
        } else if (device.rows.isOpen(bank)) {
            latest(device.bankEnd(Commands.PRE, bank), DramWait.ROW_MISS);
            latest(device.unitEnd(Commands.PRE, unit), DramWait.CONTROLLER);
        } else {
            waitForActivate(bank, unit);
        }
        until = until == clock ? Long.MAX_VALUE : until;
        return cause;
    }

    private void waitForColumn(int bank, int slot) {
        int command = device.command(slot);
        latest(device.bankEnd(command, bank), DramWait.ROW_MISS);
        latest(device.unitEnd(command, device.unitOf(bank)), DramWait.DATA_BUS);
        latest(device.groupEnd(command, bank), DramWait.BANK_GROUP);
    }

    private void waitForActivate(int bank, int unit) {
        if (refreshWait > 0) {
            latest(device.lastIssue(Commands.REF, unit) + refreshWait, DramWait.REFRESH);
        }
        if (bankRefreshWait > 0) {
            latest(device.lastBankRefresh(bank) + bankRefreshWait, DramWait.REFRESH);
        }
        if (prechargeAllWait > 0) {
            latest(device.lastIssue(Commands.PREA, unit) + prechargeAllWait, DramWait.ROW_MISS);
        }
        latest(device.bankEnd(Commands.ACT, bank), DramWait.ROW_MISS);
        latest(device.unitEnd(Commands.ACT, unit), DramWait.FAW);
        latest(device.groupEnd(Commands.ACT, bank), DramWait.BANK_GROUP);
    }

    private void latest(long end, DramWait of) {
        if (end > until) {
            until = end;
            cause = of;
        }
    }

    /** When the data wires of a unit are free, in clocks of commands. */
    private long busUntil(int unit) {
        long reads = Math.max(device.lastIssue(Commands.RD, unit), device.lastIssue(Commands.RDA, unit));
        long writes = Math.max(device.lastIssue(Commands.WR, unit), device.lastIssue(Commands.WRA, unit));
        return Math.max(reads, writes) + burstClocks;
    }
}
