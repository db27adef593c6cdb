package tessera.sim.dram;

import tessera.models.dram.DramController;
import tessera.models.dram.DramParams;

/**
 * A queue of reads and a buffer of posted writes, from which one transaction per clock moves to the queue of its bank;
 * bank queues are served round robin, the first ready command of each.
 *
 * <p>Per clock: a refresh that waits goes first, closing the banks of its rank one by one, while their queues are held;
 * else the next bank queue with a ready command. With two command buses a second command follows if one of the two is a
 * read or write and the other is not; if it is not, it is dropped and the turn of that bank is lost. Then one
 * transaction moves.
 *
 * <p>Reads of one burst that wait at the same time share one command. A write is acknowledged a clock after it was
 * accepted, as is a read of a burst that waits to be written. Writes are drained, as many as there are at that moment,
 * once their buffer is full, or holds more than a few while all bank queues are empty; reads wait meanwhile.
 *
 * <p><b>Source:</b> behaviour of DRAMsim3 (umd-memsys/DRAMsim3 2981759: controller, command queue, refresh), restated.
 */
final class BankQueueChannel extends DramChannel {
    private final TransactionPool pool;
    private final BankQueues banks;
    private final RankRefresh refresh;
    private final WaitingList reads;
    private final WaitingList writes;
    private final boolean hasTwoBuses;
    private final int idleDrainAbove;
    private final int readLatency;

    private int writesInBanks;
    private int draining;
    private int turn;

    BankQueueChannel(DramParams params, ConstraintTable table, CommandListener listener) {
        super(params, table, listener);
        DramController controller = params.controller();
        int waiting = controller.readQueueEntries() + controller.writeQueueEntries();
        pool = new TransactionPool(waiting + device.bankCount * controller.bankQueueEntries());
        reads = new WaitingList(controller.readQueueEntries(), device.bankCount, pool);
        writes = new WaitingList(controller.writeQueueEntries(), device.bankCount, pool);
        banks = new BankQueues(device, pool, controller.bankQueueEntries(), controller.rowHitCap());
        refresh = new RankRefresh(params, device);
        hasTwoBuses = params.hasTwoCommandBuses();
        idleDrainAbove = controller.idleDrainAbove();
        readLatency = params.timing().readLatencyCycles();
        nextEvent = refresh.nextDue();
    }

    @Override
    boolean offer(long clock, Request request) {
        if (request.isWrite ? writes.isFull() : reads.isFull()) {
            return false;
        }
        boolean isPendingWrite = writes.find(request.address) != NONE
                || writesInBanks > 0 && banks.find(request.bank, request.address, true) != NONE;
        if (request.isWrite || isPendingWrite) {
            if (!isPendingWrite) {
                writes.add(pool.add(clock, request));
            }
            nextEvent = Math.min(nextEvent, clock);
            acknowledged.add(request.id, clock, clock + 1);
            return true;
        }
        int pending = pendingRead(request.bank, request.address);
        int entry = pool.add(clock, request);
        if (pending == NONE) {
            reads.add(entry);
            nextEvent = Math.min(nextEvent, clock);
        } else {
            pool.merged[entry] = pool.merged[pending];
            pool.merged[pending] = entry;
        }
        return true;
    }

    private int pendingRead(int bank, long address) {
        int entry = reads.find(address);
        return entry != NONE ? entry : banks.find(bank, address, false);
    }

    @Override
    public void tick(long clock) {
        device.pass(clock);
        refresh.enqueueDue(clock);
        int command = refresh.isWaiting() ? issueRefresh(clock) : NONE;
        if (command == NONE) {
            command = nextCommand(clock);
            if (command != NONE) {
                issue(clock, command);
            }
        }
        boolean isBusy = command != NONE && !hasTwoBuses;
        if (command != NONE && hasTwoBuses) {
            int second = nextCommand(clock);
            isBusy = second != NONE;
            if (second != NONE && isColumn(second) != isColumn(command)) {
                issue(clock, second);
            }
        }
        // Without a further command there is none left that is ready: what follows is known.
        isBusy |= moveTransaction();
        nextEvent = isBusy ? clock + 1 : wake(clock);
    }

    @Override
    public DramWait waitCause(long clock) {
        WaitingList list = reads.size() > 0 ? reads : writes;
        int outside = list.size() > 0 ? list.entry(0) : NONE;
        int inside = banks.oldest();
        if (inside == NONE && outside == NONE) {
            return causes.nothingWaits(clock, returned);
        }
        if (inside == NONE || outside != NONE && pool.accepted[outside] < pool.accepted[inside]) {
            return causes.held(pool.bank[outside], false, clock);
        }
        int bank = pool.bank[inside];
        return (refresh.held() >>> bank & 1) != 0
                ? causes.held(bank, true, clock)
                : causes.of(bank, pool.row[inside], pool.isWrite[inside], clock);
    }

    private static boolean isColumn(int command) {
        return command == Commands.RD || command == Commands.WR || command == Commands.RDA || command == Commands.WRA;
    }

    /** Precharges or refreshes for the refresh that waits longest. */
    private int issueRefresh(long clock) {
        int command = refresh.issue(clock);
        if (command == Commands.PRE) {
            banks.rowChanged(refresh.closedBank());
        }
        return command;
    }

    /** Goes round the bank queues from the one after the last turn; the found bank has had its turn. */
    private int nextCommand(long clock) {
        long ready = banks.isEmpty() ? 0 : banks.ready(clock) & ~refresh.held();
        if (ready == 0) {
            return NONE;
        }
        long after = turn == 63 ? 0 : ready & -1L << turn + 1;
        turn = Long.numberOfTrailingZeros(after != 0 ? after : ready);
        return device.command(banks.slot(turn));
    }

    private void issue(long clock, int command) {
        int bank = turn;
        if (isColumn(command)) {
            int entry = banks.removePicked(bank);
            rowHits += pool.isStarted[entry] ? 0 : 1;
            device.issue(clock, command, bank, pool.row[entry], pool.column[entry]);
            banks.accessed(bank);
            if (pool.isWrite[entry]) {
                writesInBanks--;
                pool.release(entry);
            } else {
                completeReads(entry, clock + readLatency);
            }
        } else {
            int entry = banks.picked(bank);
            if (!pool.isStarted[entry]) {
                pool.isStarted[entry] = true;
                rowMisses += command == Commands.ACT ? 1 : 0;
                rowConflicts += command == Commands.PRE ? 1 : 0;
            }
            device.issue(clock, command, bank, command == Commands.ACT ? pool.row[entry] : 0, 0);
            banks.rowChanged(bank);
        }
    }

    private void completeReads(int first, long clock) {
        int entry = first;
        while (entry != NONE) {
            int next = pool.merged[entry];
            returned.add(pool.id[entry], pool.accepted[entry], clock);
            pool.release(entry);
            entry = next;
        }
    }

    /** Moves the oldest transaction of the list in turn whose bank queue has room; whether more may follow. */
    private boolean moveTransaction() {
        if (draining == 0 && (writes.isFull() || writes.size() > idleDrainAbove && banks.isEmpty())) {
            draining = writes.size();
        }
        boolean isWrite = draining > 0;
        WaitingList list = isWrite ? writes : reads;
        int position = list.oldestOutside(banks.fullBanks());
        if (position == NONE) {
            return false;
        }
        int entry = list.entry(position);
        int bank = pool.bank[entry];
        if (isWrite && pendingRead(bank, pool.address[entry]) != NONE) {
            draining = 0; // A read of the old value is still waiting: reads may have a turn from the next clock on.
            return true;
        }
        list.remove(position);
        banks.add(bank, entry);
        if (isWrite) {
            writesInBanks++;
            draining--;
        }
        return true;
    }

    private long wake(long clock) {
        long wake = refresh.nextDue();
        if (refresh.isWaiting()) {
            wake = Math.min(wake, refresh.wake());
        }
        return Math.max(clock + 1, Math.min(wake, banks.wake(clock, refresh.held())));
    }
}
