package tessera.sim.dram;

import tessera.models.dram.DramController;
import tessera.models.dram.DramParams;

/**
 * First ready first come, first served over one queue of reads and one of writes, with a list of requests whose row was
 * opened for them that is served before all others.
 *
 * <p>Per clock: refreshes that are due are queued; then one command goes out, or with two command buses one column and
 * after it one row command. First choice is an active request, then the oldest queued refresh, and, only while no
 * refresh is queued, a request of the queue that is in turn (reads, or writes in write mode). Among requests ready
 * commands go first, then age; no precharge may close a row an active request needs.
 *
 * <p><b>Source:</b> behaviour of Ramulator 2.1 (CMU-SAFARI/ramulator2 c5b1c3a: GenericDDR and HBM12 controllers, FRFCFS
 * and FRFCFS-RowHit schedulers, AllBank and PerBank refresh), restated.
 */
final class ActiveListChannel extends DramChannel {
    private static final int READ = 0;
    private static final int WRITE = 1;

    private final BankedQueue[] queues = new BankedQueue[2];
    private final ActiveRequests active;
    private final RefreshQueue refreshes;
    private final boolean hasTwoBuses;
    private final boolean isRowHitFirst;
    private final boolean isClosedPage;
    private final boolean losesClock;
    private final boolean isSingleCompletion;
    private final int rowHitCap;
    private final int writesAbove;
    private final int writesBelow;
    private final int readLatency;

    private boolean isWriteMode;
    private long orders;
    private long lastRead = Long.MIN_VALUE;
    /** Earliest clock at which something that was not ready becomes so. */
    private long wake;

    ActiveListChannel(DramParams params, ConstraintTable table, CommandListener listener) {
        super(params, table, listener);
        DramController controller = params.controller();
        queues[READ] = new BankedQueue(controller.readQueueEntries(), device);
        queues[WRITE] = new BankedQueue(controller.writeQueueEntries(), device);
        active = new ActiveRequests(device);
        refreshes = new RefreshQueue(params, device);
        hasTwoBuses = params.hasTwoCommandBuses();
        isRowHitFirst = controller.scheduler() == DramController.Scheduler.FR_FCFS_ROW_HIT;
        isClosedPage = controller.rowPolicy() == DramController.RowPolicy.CLOSED;
        losesClock = controller.blockedPrecharge() == DramController.BlockedPrecharge.LOSES_CLOCK;
        isSingleCompletion = controller.isSingleCompletion();
        rowHitCap = controller.rowHitCap();
        writesAbove = (int) Math.floor(controller.writeModeAbove() * controller.writeQueueEntries());
        writesBelow = (int) Math.ceil(controller.writeModeBelow() * controller.writeQueueEntries());
        readLatency = params.timing().readLatencyCycles();
        nextEvent = refreshes.nextDue();
    }

    @Override
    boolean offer(long clock, Request request) {
        BankedQueue writes = queues[WRITE];
        boolean isPendingWrite = writes.size() > 0 && writes.contains(request);
        if (isPendingWrite) {
            // A read is answered from the write queue, in turn with earlier reads; a write replaces the queued one.
            if (request.isWrite) {
                others.add(request.id, clock, clock);
            } else {
                completeRead(request.id, clock, clock);
            }
            return true;
        }
        BankedQueue queue = queues[request.isWrite ? WRITE : READ];
        if (queue.isFull()) {
            return false;
        }
        queue.add(clock, request, orders++);
        nextEvent = Math.min(nextEvent, clock);
        return true;
    }

    private void completeRead(long id, long acceptedClock, long clock) {
        long earliest = isSingleCompletion ? lastRead + 1 : lastRead;
        lastRead = lastRead == Long.MIN_VALUE ? clock : Math.max(clock, earliest);
        reads.add(id, acceptedClock, lastRead);
    }

    @Override
    public void tick(long clock) {
        wake = Long.MAX_VALUE;
        refreshes.enqueueDue(clock);
        boolean hasActed = hasTwoBuses ? issueColumn(clock) | issueRow(clock) : issueAny(clock);
        nextEvent = hasActed ? clock + 1 : Math.min(wake, refreshes.nextDue());
    }

    private boolean issueColumn(long clock) {
        int bank = bestActive(clock);
        if (bank != NONE) {
            issueActive(clock, bank);
            return true;
        }
        if (!refreshes.isEmpty()) {
            return false;
        }
        updateWriteMode();
        int kind = isWriteMode ? WRITE : READ;
        int entry = bestColumn(clock, kind);
        if (entry == NONE) {
            return false;
        }
        issueColumn(clock, kind, entry);
        return true;
    }

    private boolean issueRow(long clock) {
        if (!refreshes.isEmpty()) {
            return issueRefresh(clock);
        }
        updateWriteMode();
        int kind = isWriteMode ? WRITE : READ;
        int entry = bestRow(clock, kind);
        return entry != NONE && issueRow(clock, kind, entry);
    }

    /** One bus for all commands. */
    private boolean issueAny(long clock) {
        int bank = bestActive(clock);
        if (bank != NONE) {
            issueActive(clock, bank);
            return true;
        }
        if (!refreshes.isEmpty()) {
            return issueRefresh(clock);
        }
        updateWriteMode();
        int kind = isWriteMode ? WRITE : READ;
        BankedQueue queue = queues[kind];
        int column = bestColumn(clock, kind);
        int row = bestRow(clock, kind);
        if (column != NONE && (row == NONE || queue.order[column] < queue.order[row])) {
            issueColumn(clock, kind, column);
            return true;
        }
        return row != NONE && issueRow(clock, kind, row);
    }

    private void updateWriteMode() {
        int writes = queues[WRITE].size();
        int waitingReads = queues[READ].size();
        if (isWriteMode) {
            isWriteMode = !(writes < writesBelow && waitingReads != 0);
        } else {
            isWriteMode = writes > writesAbove || waitingReads == 0;
        }
    }

    /** Bank of the first ready active request. */
    private int bestActive(long clock) {
        int best = NONE;
        for (int unit = 0; unit < active.mask.length; unit++) {
            for (long mask = active.mask[unit]; mask != 0; mask &= mask - 1) {
                int bank = unit * device.banksPerUnit + Long.numberOfTrailingZeros(mask);
                long ready = device.ready(active.isWrite[bank] ? Commands.WR : Commands.RD, bank);
                if (ready > clock) {
                    wake = Math.min(wake, ready);
                } else if (best == NONE || active.isBefore(bank, best)) {
                    best = bank;
                }
            }
        }
        return best;
    }

    /** Oldest request whose read or write is ready. */
    private int bestColumn(long clock, int kind) {
        BankedQueue queue = queues[kind];
        int command = kind == WRITE ? Commands.WR : Commands.RD;
        int best = NONE;
        for (int unit = 0; unit < queue.columnMask.length; unit++) {
            long mask = queue.columnMask[unit];
            if (mask == 0) {
                continue;
            }
            long unitReady = device.unitReady(command, unit);
            if (unitReady > clock) {
                wake = Math.min(wake, unitReady);
                continue;
            }
            for (; mask != 0; mask &= mask - 1) {
                int bank = unit * device.banksPerUnit + Long.numberOfTrailingZeros(mask);
                best = older(queue, best, queue.hit[bank], clock, device.bankReady(command, bank));
            }
        }
        return best;
    }

    /** Oldest request whose activate or precharge is ready. */
    private int bestRow(long clock, int kind) {
        BankedQueue queue = queues[kind];
        int best = NONE;
        for (int unit = 0; unit < queue.activateMask.length; unit++) {
            best = bestRow(clock, queue, Commands.ACT, unit, queue.activateMask[unit], best);
            long mask = queue.prechargeMask[unit];
            best = bestRow(clock, queue, Commands.PRE, unit, losesClock ? mask : mask & ~active.mask[unit], best);
        }
        return best;
    }

    private int bestRow(long clock, BankedQueue queue, int command, int unit, long banks, int bestSoFar) {
        if (banks == 0) {
            return bestSoFar;
        }
        long unitReady = device.unitReady(command, unit);
        if (unitReady > clock) {
            wake = Math.min(wake, unitReady);
            return bestSoFar;
        }
        int best = bestSoFar;
        for (long mask = banks; mask != 0; mask &= mask - 1) {
            int bank = unit * device.banksPerUnit + Long.numberOfTrailingZeros(mask);
            int entry = queue.other[bank];
            if (command == Commands.PRE && isRowHitFirst && isHeldOff(queue, bank, entry)) {
                continue;
            }
            best = older(queue, best, entry, clock, device.bankReady(command, bank));
        }
        return best;
    }

    /** Whether a queued hit at least as old keeps a bank open. */
    private boolean isHeldOff(BankedQueue queue, int bank, int entry) {
        int hit = queue.hit[bank];
        return hit != NONE
                && queue.accepted[hit] <= queue.accepted[entry]
                && (rowHitCap == 0 || device.rowAccesses(bank) < rowHitCap);
    }

    private int older(BankedQueue queue, int best, int entry, long clock, long ready) {
        if (ready > clock) {
            wake = Math.min(wake, ready);
            return best;
        }
        return best == NONE || queue.order[entry] < queue.order[best] ? entry : best;
    }

    private void issueActive(long clock, int bank) {
        active.remove(bank);
        boolean isWrite = active.isWrite[bank];
        issueColumnCommand(clock, bank, active.row[bank], active.column[bank], isWrite);
        complete(clock, active.id[bank], active.accepted[bank], isWrite);
    }

    private void issueColumn(long clock, int kind, int entry) {
        BankedQueue queue = queues[kind];
        if (!queue.isStarted[entry]) {
            rowHits++;
        }
        queue.remove(entry);
        issueColumnCommand(clock, queue.bank(entry), queue.row[entry], queue.column[entry], kind == WRITE);
        complete(clock, queue.id[entry], queue.accepted[entry], kind == WRITE);
    }

    private void issueColumnCommand(long clock, int bank, int row, int column, boolean isWrite) {
        boolean closes = isClosedPage
                && !active.has(bank)
                && (queues[READ].hit[bank] == NONE && queues[WRITE].hit[bank] == NONE
                        || rowHitCap > 0 && device.rowAccesses(bank) + 1 >= rowHitCap);
        if (closes) {
            device.issue(clock, isWrite ? Commands.WRA : Commands.RDA, bank, row, column);
            rowChanged(bank);
        } else {
            device.issue(clock, isWrite ? Commands.WR : Commands.RD, bank, row, column);
        }
    }

    private void complete(long clock, long id, long acceptedClock, boolean isWrite) {
        if (isWrite) {
            others.add(id, acceptedClock, clock);
        } else {
            completeRead(id, acceptedClock, clock + readLatency);
        }
    }

    /** Opens or closes the bank of a request; false when that turns out to be dropped at no cost. */
    private boolean issueRow(long clock, int kind, int entry) {
        BankedQueue queue = queues[kind];
        int bank = queue.bank(entry);
        if (device.isOpen(bank)) {
            if (active.has(bank)) {
                return true; // The precharge was chosen and is dropped: the clock is lost.
            }
            if (!queue.isStarted[entry]) {
                rowConflicts++;
                queue.isStarted[entry] = true;
            }
            device.issue(clock, Commands.PRE, bank, 0, 0);
        } else {
            if (!queue.isStarted[entry]) {
                rowMisses++;
            }
            device.issue(clock, Commands.ACT, bank, queue.row[entry], 0);
            active.add(bank, queue, entry, kind == WRITE);
            queue.remove(entry);
        }
        rowChanged(bank);
        return true;
    }

    private void rowChanged(int bank) {
        queues[READ].rowChanged(bank);
        queues[WRITE].rowChanged(bank);
    }

    /** The next command of the oldest refresh, if it is ready. */
    private boolean issueRefresh(long clock) {
        int command = refreshes.command();
        long ready = refreshes.ready(command);
        boolean closes = command == Commands.PRE || command == Commands.PREA;
        if (closes && refreshes.isBlocked(active)) {
            return false;
        }
        if (ready > clock) {
            wake = Math.min(wake, ready);
            return false;
        }
        int firstBank = refreshes.firstBank();
        int lastBank = refreshes.lastBank();
        refreshes.issue(clock, command);
        if (closes) {
            for (int bank = firstBank; bank <= lastBank; bank++) {
                rowChanged(bank);
            }
        }
        return true;
    }
}
