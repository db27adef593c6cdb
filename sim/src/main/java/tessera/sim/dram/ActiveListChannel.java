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
    private final BankedQueue reads;
    private final BankedQueue writes;
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

    /** The queue in turn, and the slot of its column command. */
    private BankedQueue queue;

    private int columnSlot = DramDevice.READ;
    private long orders;
    private long lastRead = Long.MIN_VALUE / 4;

    ActiveListChannel(DramParams params, ConstraintTable table, CommandListener listener) {
        super(params, table, listener);
        DramController controller = params.controller();
        reads = new BankedQueue(controller.readQueueEntries(), device);
        writes = new BankedQueue(controller.writeQueueEntries(), device);
        queue = reads;
        active = new ActiveRequests(device.bankCount);
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
        // The first clock counts even when nothing is sent: with no read waiting it turns to the writes.
        nextEvent = 0;
    }

    @Override
    boolean offer(long clock, Request request) {
        if (writes.size() > 0 && writes.contains(request)) {
            nextEvent = Math.min(nextEvent, clock);
            // A read is answered from the write queue, in turn with earlier reads; a write replaces the queued one.
            if (request.isWrite) {
                complete(clock, request.id, clock, true);
            } else {
                completeRead(request.id, clock, clock);
            }
            return true;
        }
        BankedQueue target = request.isWrite ? writes : reads;
        if (target.isFull()) {
            return false;
        }
        target.add(clock, request, orders++);
        nextEvent = Math.min(nextEvent, clock);
        return true;
    }

    @Override
    public void tick(long clock) {
        device.pass(clock);
        refreshes.enqueueDue(clock);
        boolean hasActed = hasTwoBuses ? issueColumn(clock) | issueRow(clock) : issueAny(clock);
        nextEvent = hasActed ? clock + 1 : Math.max(clock + 1, wake(clock));
    }

    @Override
    public DramWait waitCause(long clock) {
        BankedQueue oldestQueue = reads.size() > 0 ? reads : writes;
        int entry = oldestQueue.oldest();
        if (entry != NONE) {
            int bank = oldestQueue.bank(entry);
            return refreshes.isEmpty()
                    ? causes.of(bank, oldestQueue.row[entry], oldestQueue == writes, clock)
                    : causes.held(bank, true, clock);
        }
        if (active.banks() != 0) {
            int bank = active.first(active.banks());
            return causes.of(bank, active.row[bank], active.isWrite(bank), clock);
        }
        return causes.nothingWaits(clock, returned);
    }

    private boolean issueColumn(long clock) {
        if (issueActive(clock)) {
            return true;
        }
        if (!refreshes.isEmpty()) {
            return false;
        }
        chooseQueue();
        int entry = queue.oldest(device.ready(columnSlot, queue.columnBanks, clock), queue.hit);
        if (entry != NONE) {
            issueColumn(clock, entry);
        }
        return entry != NONE;
    }

    private boolean issueRow(long clock) {
        if (!refreshes.isEmpty()) {
            return issueRefresh(clock);
        }
        chooseQueue();
        int entry = oldestRow(clock);
        if (entry != NONE) {
            issueRow(clock, entry);
        }
        return entry != NONE;
    }

    /** One bus for all commands. */
    private boolean issueAny(long clock) {
        if (issueActive(clock)) {
            return true;
        }
        if (!refreshes.isEmpty()) {
            return issueRefresh(clock);
        }
        chooseQueue();
        int column = queue.oldest(device.ready(columnSlot, queue.columnBanks, clock), queue.hit);
        int row = oldestRow(clock);
        if (column != NONE && (row == NONE || queue.order[column] < queue.order[row])) {
            issueColumn(clock, column);
        } else if (row != NONE) {
            issueRow(clock, row);
        }
        return column != NONE || row != NONE;
    }

    /** Writes go first from a full queue down to a nearly empty one, and while no read waits. */
    private void chooseQueue() {
        boolean isWriteMode = queue == writes;
        if (isWriteMode
                ? writes.size() < writesBelow && reads.size() != 0
                : writes.size() > writesAbove || reads.size() == 0) {
            queue = isWriteMode ? reads : writes;
            columnSlot = isWriteMode ? DramDevice.READ : DramDevice.WRITE;
        }
    }

    /** Oldest request whose activate or precharge is ready. */
    private int oldestRow(long clock) {
        long banks = device.ready(DramDevice.ACT, queue.activateBanks, clock)
                | device.ready(DramDevice.PRE, prechargeable(), clock);
        return queue.oldest(banks, queue.other);
    }

    /** Banks for which a precharge is a candidate. */
    private long prechargeable() {
        long banks = losesClock ? queue.prechargeBanks : queue.prechargeBanks & ~active.banks();
        if (isRowHitFirst) {
            for (long rest = banks & queue.columnBanks; rest != 0; rest &= rest - 1) {
                int bank = Long.numberOfTrailingZeros(rest);
                banks &= isHeldOff(bank) ? ~(1L << bank) : -1;
            }
        }
        return banks;
    }

    /** Whether a queued hit at least as old keeps a bank open. */
    private boolean isHeldOff(int bank) {
        return queue.accepted[queue.hit[bank]] <= queue.accepted[queue.other[bank]]
                && (rowHitCap == 0 || device.rows.accesses(bank) < rowHitCap);
    }

    /** The read or write of the first active request that is ready. */
    private boolean issueActive(long clock) {
        long banks = device.ready(DramDevice.READ, active.readBanks, clock)
                | device.ready(DramDevice.WRITE, active.writeBanks, clock);
        if (banks == 0) {
            return false;
        }
        int bank = active.first(banks);
        boolean isWrite = active.isWrite(bank);
        active.remove(bank);
        sendColumn(clock, bank, active.row[bank], active.column[bank], isWrite);
        complete(clock, active.id[bank], active.accepted[bank], isWrite);
        return true;
    }

    private void issueColumn(long clock, int entry) {
        rowHits += queue.isStarted[entry] ? 0 : 1;
        queue.remove(entry);
        boolean isWrite = queue == writes;
        sendColumn(clock, queue.bank(entry), queue.row[entry], queue.column[entry], isWrite);
        complete(clock, queue.id[entry], queue.accepted[entry], isWrite);
    }

    private void sendColumn(long clock, int bank, int row, int column, boolean isWrite) {
        boolean closes = isClosedPage && !active.has(bank) && isLastAccess(bank);
        int command = closes ? isWrite ? Commands.WRA : Commands.RDA : isWrite ? Commands.WR : Commands.RD;
        device.issue(clock, command, bank, row, column);
        if (closes) {
            rowClosed(bank);
        }
    }

    /** Whether the row is closed after this access: nobody waits for it, or it has had its share. */
    private boolean isLastAccess(int bank) {
        long waiting = (reads.columnBanks | writes.columnBanks) >>> bank & 1;
        return waiting == 0 || rowHitCap > 0 && device.rows.accesses(bank) + 1 >= rowHitCap;
    }

    private void complete(long clock, long id, long acceptedClock, boolean isWrite) {
        if (isWrite) {
            acknowledged.add(id, acceptedClock, clock);
        } else {
            completeRead(id, acceptedClock, clock + readLatency);
        }
    }

    private void completeRead(long id, long acceptedClock, long clock) {
        lastRead = Math.max(clock, isSingleCompletion ? lastRead + 1 : lastRead);
        returned.add(id, acceptedClock, lastRead);
    }

    /** Opens or closes the bank of a request. */
    private void issueRow(long clock, int entry) {
        int bank = queue.bank(entry);
        boolean opens = !device.rows.isOpen(bank);
        if (!opens && active.has(bank)) {
            return; // The precharge was chosen and is dropped: the clock is lost.
        }
        int isFirst = queue.isStarted[entry] ? 0 : 1;
        device.issue(clock, opens ? Commands.ACT : Commands.PRE, bank, opens ? queue.row[entry] : 0, 0);
        if (opens) {
            rowMisses += isFirst;
            active.add(bank, queue, entry, queue == writes);
            queue.remove(entry);
            reads.rowOpened(bank);
            writes.rowOpened(bank);
        } else {
            rowConflicts += isFirst;
            queue.isStarted[entry] = true;
            rowClosed(bank);
        }
    }

    private void rowClosed(int bank) {
        reads.rowClosed(bank);
        writes.rowClosed(bank);
    }

    /** The next command of the oldest refresh, if it is ready. */
    private boolean issueRefresh(long clock) {
        if (refreshes.isBlocked(active) || refreshes.ready() > clock) {
            return false;
        }
        for (long closed = refreshes.issue(clock); closed != 0; closed &= closed - 1) {
            rowClosed(Long.numberOfTrailingZeros(closed));
        }
        return true;
    }

    /** First clock at which something that was not ready becomes so, after a clock at which nothing was issued. */
    private long wake(long clock) {
        long wake = Math.min(
                device.wake(DramDevice.READ, active.readBanks, clock),
                device.wake(DramDevice.WRITE, active.writeBanks, clock));
        wake = Math.min(wake, refreshes.nextDue());
        if (!refreshes.isEmpty()) {
            return refreshes.isBlocked(active) ? wake : Math.min(wake, refreshes.ready());
        }
        wake = Math.min(wake, device.wake(columnSlot, queue.columnBanks, clock));
        wake = Math.min(wake, device.wake(DramDevice.ACT, queue.activateBanks, clock));
        return Math.min(wake, device.wake(DramDevice.PRE, prechargeable(), clock));
    }
}
