package tessera.sim.spatten.rtl;

import tessera.models.machine.RtlMemoryParams;
import tessera.sim.stat.Counter;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * The memory controller of one channel, reads only: one command a cycle for both pseudo channels. Reads whose row it has
 * opened go first; then the oldest read whose next command (read, activate or precharge alike) is ready. A precharge that
 * would close a row opened for a waiting read is dropped, and its cycle is lost.
 *
 * <p>Address bits 4-8 column, 9 pseudo channel, 10-11 bank group, 12-13 bank, 14-28 row. <b>Source:</b> Ramulator 2 of
 * October 2023, generic controller, FR-FCFS, RoBaRaCoCh.
 */
final class MemoryController {
    private static final int BANK_SHIFT = 9;
    private static final int ROW_SHIFT = 14;
    private static final int ROW_MASK = (1 << 15) - 1;
    /** Low bits of an address from the pseudo channel up: pseudo channel, bank group, bank. */
    private static final int BANK_MASK = 31;

    private final MemoryTiming timing;
    private final int readLatencyCycles;

    /** Reads that wait, oldest first. A read is its arrival number above its address from the bank up. */
    private final long[] waiting;

    private int waitingCount;
    /** Reads whose row has been opened for them. */
    private final long[] opened;

    private int openedCount;
    private long arrivals;

    /** Cycles in which reads will be complete, in a ring. */
    private final long[] completion;

    private int firstCompletion;
    private int completionCount;

    /** No command can be issued before; computed when none could. */
    private long nextChance;

    private final Counter rowHits;
    private final Counter activates;
    private final Counter precharges;

    MemoryController(RtlMemoryParams params, StatGroup stats) {
        this.timing = new MemoryTiming(params);
        this.readLatencyCycles = params.readLatencyCycles();
        int limit = params.outstandingReads();
        this.waiting = new long[limit];
        this.opened = new long[limit];
        this.completion = new long[limit];
        this.rowHits = stats.counter("row_hits", Unit.COUNT, "reads that found their row open");
        this.activates = stats.counter("activates", Unit.COUNT, "rows opened");
        this.precharges = stats.counter("precharges", Unit.COUNT, "rows closed");
    }

    /** One more read, of 32 bytes at a byte address within the channel; the port's limit keeps the queues from overflow. */
    void enqueue(int address) {
        waiting[waitingCount++] = arrivals++ << Integer.SIZE | address >>> BANK_SHIFT;
        nextChance = 0;
    }

    /** Whether reads wait for a command. */
    boolean hasWaiting() {
        return waitingCount + openedCount > 0;
    }

    /** Whether a read command was issued within the last burst, on either pseudo channel. */
    boolean isTransferring(long cycle) {
        return timing.isTransferring(cycle);
    }

    /** The next cycle in which a clock can change anything without a new read, the end of the last burst included. */
    long nextEvent(long cycle) {
        long next = waitingCount + openedCount > 0 ? nextChance : Long.MAX_VALUE;
        if (completionCount > 0) {
            next = Math.min(next, completion[firstCompletion]);
        }
        return isTransferring(cycle) ? Math.min(next, timing.transferEnd()) : next;
    }

    /** One clock; true when a read is complete. */
    boolean tick(long cycle) {
        boolean completes = completionCount > 0 && completion[firstCompletion] <= cycle;
        if (completes) {
            firstCompletion = firstCompletion + 1 == completion.length ? 0 : firstCompletion + 1;
            completionCount--;
        }
        if (cycle >= nextChance && openedCount + waitingCount > 0) {
            nextChance = Long.MAX_VALUE;
            if (issueOpened(cycle) || issueWaiting(cycle)) {
                nextChance = cycle + 1;
            }
        }
        return completes;
    }

    private boolean issueOpened(long cycle) {
        int best = -1;
        for (int i = 0; i < openedCount; i++) {
            long ready = timing.readReady(bank(opened[i]));
            if (ready > cycle) {
                nextChance = Math.min(nextChance, ready);
            } else if (best < 0 || opened[i] < opened[best]) {
                best = i;
            }
        }
        if (best < 0) {
            return false;
        }
        read(cycle, bank(opened[best]));
        openedCount = remove(opened, openedCount, best);
        return true;
    }

    private boolean issueWaiting(long cycle) {
        for (int i = 0; i < waitingCount; i++) {
            int bank = bank(waiting[i]);
            int row = row(waiting[i]);
            int open = timing.openRow(bank);
            long ready = open == row
                    ? timing.readReady(bank)
                    : open == MemoryTiming.CLOSED ? timing.activateReady(bank) : timing.prechargeReady(bank);
            if (ready > cycle) {
                nextChance = Math.min(nextChance, ready);
                continue;
            }
            if (open == row) {
                rowHits.increment();
                read(cycle, bank);
                waitingCount = remove(waiting, waitingCount, i);
            } else if (open == MemoryTiming.CLOSED) {
                activate(cycle, i);
            } else if (isNeeded(bank)) {
                return false;
            } else {
                precharges.increment();
                timing.precharge(cycle, bank);
            }
            return true;
        }
        return false;
    }

    private void read(long cycle, int bank) {
        timing.read(cycle, bank);
        int slot = firstCompletion + completionCount;
        completion[slot < completion.length ? slot : slot - completion.length] = cycle + readLatencyCycles;
        completionCount++;
    }

    private void activate(long cycle, int index) {
        activates.increment();
        timing.activate(cycle, bank(waiting[index]), row(waiting[index]));
        opened[openedCount++] = waiting[index];
        waitingCount = remove(waiting, waitingCount, index);
    }

    private boolean isNeeded(int bank) {
        for (int i = 0; i < openedCount; i++) {
            if (bank(opened[i]) == bank) {
                return true;
            }
        }
        return false;
    }

    /** Takes one read out and moves the younger ones up; the new count. */
    private static int remove(long[] reads, int count, int index) {
        System.arraycopy(reads, index + 1, reads, index, count - index - 1);
        return count - 1;
    }

    private static int bank(long read) {
        return (int) read & BANK_MASK;
    }

    private static int row(long read) {
        return (int) read >>> ROW_SHIFT - BANK_SHIFT & ROW_MASK;
    }
}
