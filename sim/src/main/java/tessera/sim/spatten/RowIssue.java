package tessera.sim.spatten;

import java.util.List;
import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.Load;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * The head of the pipeline: gives loads to the fetcher when the buffers have room for them, starts rows, and sends a row
 * round again when its low bits are needed (retries go first). Issues at most one row a cycle.
 */
final class RowIssue implements Component {
    private final List<Load> loads;
    private final int[] loadOfRow;
    private final int rowCount;
    private final int startUpCycles;
    private final int loadLimit;
    private final int rowLimit;
    private final Fifo fetches;
    private final Fifo residentValues;
    private final Fifo rowStarts;
    private final Fifo verdicts;
    private final Fifo rowsDone;

    private long keyRoom;
    private long valueRoom;
    private int nextLoad;
    private int nextRow;
    private int loadsInFlight;
    private int rowsInFlight;
    /** Ring of rows that wait for their second pass. */
    private final int[] retries;

    private int retryHead;
    private int retryCount;
    private final long[] acceptCycle;
    private final Ledger<StallCause> ledger;

    /**
     * @param fetches to the fetcher: segments of keys and low bits
     * @param residentValues to the value issue: segments of values that come with their keys
     * @param rowStarts to Q·K: passes
     * @param verdicts from the low-bit decision: passes, second = must go round again
     * @param rowsDone from prob·V: rows, in order
     */
    RowIssue(
            SpAttenParams machine,
            SpAttenWork work,
            Fifo fetches,
            Fifo residentValues,
            Fifo rowStarts,
            Fifo verdicts,
            Fifo rowsDone,
            StatGroup stats) {
        this.ledger = stats.ledger("cycles", "cycles of the row issue", StallCause.values());
        this.loads = work.loads();
        this.rowCount = work.rows().size();
        this.loadOfRow = new int[rowCount + 1];
        for (int row = 0; row < rowCount; row++) {
            loadOfRow[row] = work.rows().get(row).load();
        }
        loadOfRow[rowCount] = loads.size();
        this.startUpCycles = machine.startUpCycles();
        this.loadLimit = machine.loadsInFlight();
        this.rowLimit = machine.rowsInFlight();
        this.keyRoom = machine.keyCapacity(work.headDim());
        this.valueRoom = machine.valueCapacity(work.headDim());
        this.fetches = fetches;
        this.residentValues = residentValues;
        this.rowStarts = rowStarts;
        this.verdicts = verdicts;
        this.rowsDone = rowsDone;
        this.retries = new int[Math.min(rowLimit, rowCount) + 1];
        this.acceptCycle = new long[rowCount];
    }

    @Override
    public long step(long cycle) {
        takeVerdicts(cycle);
        takeDone(cycle);
        if (cycle < startUpCycles) {
            ledger.enter(StallCause.WORKING, cycle); // Clears the buffers.
            return startUpCycles;
        }
        boolean hasMoved = retry(cycle);
        hasMoved |= load(cycle);
        hasMoved |= start(cycle);
        ledger.enter(hasMoved ? StallCause.WORKING : waitCause(), cycle);
        return hasMoved ? cycle + 1 : IDLE;
    }

    private StallCause waitCause() {
        if (retryCount > 0) {
            return StallCause.REQUANTISATION;
        }
        return nextRow < rowCount ? StallCause.DOWNSTREAM : StallCause.UPSTREAM;
    }

    @Override
    public void finish(long endCycle) {
        ledger.close(endCycle);
    }

    private void takeVerdicts(long cycle) {
        while (verdicts.canPop(cycle)) {
            long verdict = verdicts.pop(cycle);
            int row = Words.row(verdict);
            if (Words.isSecond(verdict)) {
                int slot = retryHead + retryCount++;
                retries[slot >= retries.length ? slot - retries.length : slot] = row;
            } else if (!loads.get(loadOfRow[row]).isResident()) {
                keyRoom += loads.get(loadOfRow[row]).keyCount();
                loadsInFlight--;
            }
        }
    }

    private void takeDone(long cycle) {
        while (rowsDone.canPop(cycle)) {
            int row = (int) rowsDone.pop(cycle);
            rowsInFlight--;
            Load load = loads.get(loadOfRow[row]);
            if (load.isResident() && loadOfRow[row + 1] != loadOfRow[row]) {
                keyRoom += load.keyCount();
                valueRoom += load.keyCount();
                loadsInFlight--;
            }
        }
    }

    private boolean retry(long cycle) {
        if (retryCount == 0 || !fetches.canPush(cycle) || !rowStarts.canPush(cycle)) {
            return false;
        }
        int row = retries[retryHead];
        retryHead = retryHead + 1 == retries.length ? 0 : retryHead + 1;
        retryCount--;
        fetches.push(cycle, Words.segment(Words.LOW_BITS, row));
        rowStarts.push(cycle, Words.pass(row, true));
        return true;
    }

    /** A load whose values are fetched later goes out with its row; a resident one as soon as there is room. */
    private boolean load(long cycle) {
        if (nextLoad == loads.size() || retryCount > 0 || loadsInFlight >= loadLimit) {
            return false;
        }
        Load load = loads.get(nextLoad);
        boolean isRowFree = rowsInFlight + (nextLoad - loadOfRow[nextRow]) < rowLimit;
        if (load.keyCount() > keyRoom
                || load.isResident() && load.keyCount() > valueRoom
                || !load.isResident() && !isRowFree
                || !fetches.canPush(cycle)
                || load.isResident() && !residentValues.canPush(cycle)) {
            return false;
        }
        keyRoom -= load.keyCount();
        fetches.push(cycle, Words.segment(Words.KEYS, nextLoad));
        if (load.isResident()) {
            valueRoom -= load.keyCount();
            residentValues.push(cycle, Words.segment(Words.RESIDENT_VALUES, nextLoad));
        }
        loadsInFlight++;
        nextLoad++;
        return true;
    }

    private boolean start(long cycle) {
        if (nextRow == rowCount
                || retryCount > 0
                || loadOfRow[nextRow] >= nextLoad
                || rowsInFlight >= rowLimit
                || !rowStarts.canPush(cycle)) {
            return false;
        }
        acceptCycle[nextRow] = cycle;
        rowStarts.push(cycle, Words.pass(nextRow, false));
        nextRow++;
        rowsInFlight++;
        return true;
    }

    /** Cycle at which each row was started. */
    long[] acceptCycles() {
        return acceptCycle;
    }

    @Override
    public boolean hasPendingWork() {
        return nextRow < rowCount;
    }
}
