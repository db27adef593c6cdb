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
    private static final int BANK_MASK = MemoryTiming.BANKS - 1;

    // Commands that are ready, in a set: reads on pseudo channel 0 or 1, and others.
    private static final int READ_READY = 1;
    private static final int ROW_COMMAND_READY = 1 << RtlMemoryParams.PSEUDO_CHANNELS;

    private static final long NEVER = Long.MAX_VALUE;

    private final MemoryTiming timing;
    private final BankReads reads;
    private final int burstCycles;
    private final int readLatencyCycles;
    private final RowNotes notes;

    /** Cycles in which reads will be complete, in a ring. */
    private final long[] completion;

    private int firstCompletion;
    private int completionCount;

    /** No command can be issued before. */
    private long nextChance = NEVER;

    private boolean isSkipping = true;

    // The best command found so far in this cycle.
    private long bestArrival;
    private int bestBank;
    private boolean isBestHit;
    private int readyCommands;
    private long nextReady;

    private final Counter rowHits;
    private final Counter activates;
    private final Counter precharges;

    MemoryController(RtlMemoryParams params, RowNotes notes, StatGroup stats) {
        this.timing = new MemoryTiming(params);
        this.reads = new BankReads(params.outstandingReads(), timing);
        this.burstCycles = params.tBurstCycles();
        this.readLatencyCycles = params.readLatencyCycles();
        this.notes = notes;
        this.completion = new long[params.outstandingReads()];
        this.rowHits = stats.counter("row_hits", Unit.COUNT, "reads that found their row open");
        this.activates = stats.counter("activates", Unit.COUNT, "rows opened");
        this.precharges = stats.counter("precharges", Unit.COUNT, "rows closed");
    }

    /** For tests: looks for a command in every cycle. */
    void neverSkip() {
        isSkipping = false;
    }

    /**
     * One more read, of 32 bytes at a byte address within the channel; the port's limit keeps the queues from overflow.
     *
     * @param owner the workload's row that it belongs to
     */
    void enqueue(int address, int owner) {
        int bank = address >>> BANK_SHIFT & BANK_MASK;
        boolean isHit = reads.add(bank, address >>> ROW_SHIFT & ROW_MASK, owner);
        nextChance = Math.min(nextChance, isHit ? timing.readReady(bank) : timing.missReady(bank));
    }

    /** Whether reads wait for a command. */
    boolean hasWaiting() {
        return !reads.isEmpty();
    }

    /** The cycle behind the last burst on either pseudo channel. */
    long transferEnd() {
        return timing.transferEnd();
    }

    /** No command can be issued before this cycle without a new read. */
    long nextChance() {
        return nextChance;
    }

    /** The first cycle in which the port can pop a response: the one behind the tick that completes the read. */
    long nextPop() {
        return completionCount > 0 ? completion[firstCompletion] + 1 : NEVER;
    }

    void pop() {
        firstCompletion = firstCompletion + 1 == completion.length ? 0 : firstCompletion + 1;
        completionCount--;
    }

    /** One clock. */
    void tick(long cycle) {
        if (cycle >= nextChance || !isSkipping) {
            bestArrival = NEVER;
            nextReady = NEVER;
            readyCommands = 0;
            nextChance = issueOpened(cycle) || issueWaiting(cycle) ? nextChanceAfter(cycle) : nextReady;
        }
    }

    /**
     * After a command. After a read, what was not ready is not earlier now, and its bus is free after the burst; an activate
     * or a precharge, itself among the commands that were ready, makes others ready.
     */
    private long nextChanceAfter(long cycle) {
        if ((readyCommands & ~(READ_READY << MemoryTiming.pseudo(bestBank))) != 0) {
            return cycle + 1;
        }
        return hasWaiting() ? Math.min(nextReady, cycle + burstCycles) : NEVER;
    }

    private boolean issueOpened(long cycle) {
        for (int left = reads.openedBanks; left != 0; left &= left - 1) {
            int bank = Integer.numberOfTrailingZeros(left);
            consider(cycle, bank, reads.opened(bank), timing.readReady(bank), true);
        }
        if (bestArrival == NEVER) {
            return false;
        }
        reads.removeOpened(bestBank);
        read(cycle);
        readyCommands |= ROW_COMMAND_READY; // Perhaps: the others have not been looked at.
        return true;
    }

    private boolean issueWaiting(long cycle) {
        for (int left = reads.waitingBanks; left != 0; left &= left - 1) {
            int bank = Integer.numberOfTrailingZeros(left);
            int hit = reads.hit(bank);
            if (hit != BankReads.NONE) {
                consider(cycle, bank, hit, timing.readReady(bank), true);
            }
            int miss = reads.miss(bank);
            if (miss != BankReads.NONE) {
                consider(cycle, bank, miss, timing.missReady(bank), false);
            }
        }
        if (bestArrival == NEVER) {
            return false;
        }
        if (isBestHit) {
            rowHits.increment();
            notes.rowHits[reads.owner(reads.hit(bestBank))]++;
            reads.removeHit(bestBank);
            read(cycle);
        } else if (timing.openRow(bestBank) == MemoryTiming.CLOSED) {
            activate(cycle);
        } else if ((reads.openedBanks & 1 << bestBank) != 0) {
            return false; // Until an older read or an opened one is ready.
        } else {
            precharges.increment();
            timing.precharge(cycle, bestBank);
            reads.close(bestBank);
        }
        return true;
    }

    private void consider(long cycle, int bank, int read, long ready, boolean isHit) {
        if (ready > cycle) {
            nextReady = Math.min(nextReady, ready);
            return;
        }
        readyCommands |= isHit ? READ_READY << MemoryTiming.pseudo(bank) : ROW_COMMAND_READY;
        long arrival = reads.arrival(read);
        if (arrival < bestArrival) {
            bestArrival = arrival;
            bestBank = bank;
            isBestHit = isHit;
        }
    }

    private void read(long cycle) {
        timing.read(cycle, bestBank);
        int slot = firstCompletion + completionCount;
        completion[slot < completion.length ? slot : slot - completion.length] = cycle + readLatencyCycles;
        completionCount++;
    }

    private void activate(long cycle) {
        activates.increment();
        int read = reads.miss(bestBank);
        notes.activates[reads.owner(read)]++;
        timing.activate(cycle, bestBank, reads.row(read));
        reads.openMiss(bestBank);
    }
}
