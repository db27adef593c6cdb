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
    private final int[] readQueue;
    private final int[] writeQueue;
    private final boolean hasTwoBuses;
    private final int idleDrainAbove;
    private final int readLatency;

    private int readCount;
    private int writeCount;
    private int writesInBanks;
    private int draining;
    private int turn;
    private int pickedBank;

    BankQueueChannel(DramParams params, ConstraintTable table, CommandListener listener) {
        super(params, table, listener);
        DramController controller = params.controller();
        readQueue = new int[controller.readQueueEntries()];
        writeQueue = new int[controller.writeQueueEntries()];
        int inBanks = device.bankCount * controller.bankQueueEntries();
        pool = new TransactionPool(readQueue.length + writeQueue.length + inBanks);
        boolean isClosedPage = controller.rowPolicy() == DramController.RowPolicy.CLOSED;
        banks = new BankQueues(device, pool, controller.bankQueueEntries(), controller.rowHitCap(), isClosedPage);
        refresh = new RankRefresh(params, device);
        hasTwoBuses = params.hasTwoCommandBuses();
        idleDrainAbove = controller.idleDrainAbove();
        readLatency = params.timing().readLatencyCycles();
        nextEvent = refresh.nextDue();
    }

    @Override
    boolean offer(long clock, Request request) {
        if (request.isWrite ? writeCount == writeQueue.length : readCount == readQueue.length) {
            return false;
        }
        boolean isPendingWrite = isPendingWrite(request);
        if (request.isWrite || isPendingWrite) {
            if (!isPendingWrite) {
                writeQueue[writeCount++] = pool.add(clock, request);
                nextEvent = Math.min(nextEvent, clock);
            }
            others.add(request.id, clock, clock + 1);
            return true;
        }
        int pending = pendingRead(request);
        int entry = pool.add(clock, request);
        if (pending != NONE) {
            pool.merged[entry] = pool.merged[pending];
            pool.merged[pending] = entry;
            return true;
        }
        readQueue[readCount++] = entry;
        nextEvent = Math.min(nextEvent, clock);
        return true;
    }

    private boolean isPendingWrite(Request request) {
        return indexOf(writeQueue, writeCount, request.address) != NONE
                || writesInBanks > 0 && banks.find(request, true) != NONE;
    }

    private int pendingRead(Request request) {
        int index = indexOf(readQueue, readCount, request.address);
        return index != NONE ? readQueue[index] : banks.find(request, false);
    }

    private int indexOf(int[] queue, int count, long address) {
        for (int i = 0; i < count; i++) {
            if (pool.address[queue[i]] == address) {
                return i;
            }
        }
        return NONE;
    }

    @Override
    public void tick(long clock) {
        refresh.enqueueDue(clock);
        int command = refresh.isWaiting() ? issueRefresh(clock) : NONE;
        if (command == NONE) {
            command = nextCommand(clock);
            if (command != NONE) {
                issue(clock, command);
            }
        }
        boolean isQuiet = command == NONE;
        if (command != NONE && hasTwoBuses) {
            int second = nextCommand(clock);
            if (second != NONE && isColumn(second) != isColumn(command)) {
                issue(clock, second);
            }
        }
        boolean hasMoved = moveTransaction();
        nextEvent = isQuiet && !hasMoved ? wake() : clock + 1;
    }

    private static boolean isColumn(int command) {
        return command == Commands.RD || command == Commands.WR || command == Commands.RDA || command == Commands.WRA;
    }

    /** Precharges or refreshes for the refresh that waits longest. */
    private int issueRefresh(long clock) {
        int command = refresh.issue(clock);
        if (command == Commands.PRE) {
            banks.look(refresh.closedBank());
        }
        return command;
    }

    /** Goes round the bank queues from the one after the last turn; the found bank has had its turn. */
    private int nextCommand(long clock) {
        if (banks.isEmpty()) {
            return NONE;
        }
        int bank = turn;
        for (int i = 0; i < device.bankCount; i++) {
            bank = bank + 1 == device.bankCount ? 0 : bank + 1;
            if (banks.isEmpty(bank) || refresh.isHeld(bank)) {
                continue;
            }
            int command = banks.command(bank, clock);
            if (command != NONE) {
                turn = bank;
                pickedBank = bank;
                return command;
            }
        }
        return NONE;
    }

    private void issue(long clock, int command) {
        int bank = pickedBank;
        if (isColumn(command)) {
            int entry = banks.removePicked(bank);
            rowHits += pool.isStarted[entry] ? 0 : 1;
            device.issue(clock, command, bank, pool.row[entry], pool.column[entry]);
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
        }
        banks.look(bank);
    }

    private void completeReads(int first, long clock) {
        int entry = first;
        while (entry != NONE) {
            int next = pool.merged[entry];
            reads.add(pool.id[entry], pool.accepted[entry], clock);
            pool.release(entry);
            entry = next;
        }
    }

    /** Moves the first transaction of the queue in turn whose bank queue has room; whether anything has changed. */
    private boolean moveTransaction() {
        if (draining == 0 && (writeCount == writeQueue.length || writeCount > idleDrainAbove && banks.isEmpty())) {
            draining = writeCount;
        }
        boolean isWrite = draining > 0;
        int[] queue = isWrite ? writeQueue : readQueue;
        int count = isWrite ? writeCount : readCount;
        for (int i = 0; i < count; i++) {
            int entry = queue[i];
            int bank = pool.bank[entry];
            if (!banks.hasRoom(bank)) {
                continue;
            }
            if (isWrite && hasPendingRead(entry)) {
                draining = 0; // A read of the old value is still waiting: reads may have a turn from the next clock on.
                return true;
            }
            banks.add(bank, entry);
            System.arraycopy(queue, i + 1, queue, i, count - i - 1);
            if (isWrite) {
                writeCount--;
                writesInBanks++;
                draining--;
            } else {
                readCount--;
            }
            return true;
        }
        return false;
    }

    private boolean hasPendingRead(int write) {
        return indexOf(readQueue, readCount, pool.address[write]) != NONE || banks.hasRead(pool.bank[write], write);
    }

    private long wake() {
        long wake = refresh.nextDue();
        if (refresh.isWaiting()) {
            wake = Math.min(wake, refresh.wake());
        }
        for (int bank = 0; bank < device.bankCount; bank++) {
            if (!banks.isEmpty(bank) && !refresh.isHeld(bank)) {
                wake = Math.min(wake, banks.wake(bank));
            }
        }
        return wake;
    }
}
