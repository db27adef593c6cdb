package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.traces.check.CeilDiv;

/**
 * The top-k engine for local values: waits for all probabilities of a row, finds the threshold, filters. Rows that use all
 * their values pass it by as soon as their first probabilities come. The next row fills while one is being selected.
 */
final class TopK implements Component {
    private static final int NO_ROW = -1;

    private final Datapath datapath;
    private final Fifo probabilities;
    private final Fifo selected;
    private final Ledger<StallCause> ledger;
    private final int[] keyCount;
    private final int lanes;
    private final long[] selectionCycles;
    private int row = NO_ROW;
    private long firstProbability;
    private long lastProbability;
    /** When the row under way leaves. */
    private long doneCycle;

    /** @param selected to the value issue: rows, with the fields of {@link Divide} */
    TopK(
            SpAttenParams machine,
            SpAttenWork work,
            Datapath datapath,
            Fifo probabilities,
            Fifo selected,
            StatGroup stats) {
        this.datapath = datapath;
        this.probabilities = probabilities;
        this.selected = selected;
        this.ledger = stats.ledger("cycles", "cycles of the local top-k", StallCause.values());
        this.lanes = machine.topK().lanes();
        this.keyCount = work.rows().stream().mapToInt(each -> each.keyCount()).toArray();
        this.selectionCycles = new long[keyCount.length];
    }

    @Override
    public long step(long cycle) {
        while (true) {
            if (row == NO_ROW) {
                if (!probabilities.canPop(cycle)) {
                    return IDLE;
                }
                begin(cycle);
            }
            if (cycle < doneCycle) {
                return doneCycle;
            }
            if (!selected.canPush(cycle)) {
                ledger.enter(StallCause.DOWNSTREAM, cycle);
                return IDLE;
            }
            ledger.enter(StallCause.UPSTREAM, cycle);
            selected.put(Divide.FIRST_PROBABILITY, firstProbability);
            selected.put(Divide.LAST_PROBABILITY, lastProbability);
            selected.push(cycle, row);
            row = NO_ROW;
        }
    }

    private void begin(long cycle) {
        firstProbability = probabilities.field(Divide.FIRST_PROBABILITY);
        lastProbability = probabilities.field(Divide.LAST_PROBABILITY);
        row = (int) probabilities.pop(cycle);
        long cycles = datapath.select(row);
        if (datapath.valueCount(row) >= keyCount[row]) {
            doneCycle = cycle;
            return;
        }
        long start = Math.max(cycle, lastProbability);
        selectionCycles[row] = cycles + CeilDiv.of((long) keyCount[row], lanes);
        doneCycle = start + selectionCycles[row];
        firstProbability = doneCycle;
        lastProbability = doneCycle;
        ledger.enter(StallCause.ROW_BARRIER, cycle);
        ledger.enter(StallCause.WORKING, start);
        ledger.enter(StallCause.UPSTREAM, doneCycle);
    }

    /** Cycles that the engine spent on each row, 0 where it was passed by. */
    long[] selectionCycles() {
        return selectionCycles;
    }

    @Override
    public void finish(long endCycle) {
        ledger.close(endCycle);
    }

    @Override
    public boolean hasPendingWork() {
        return row != NO_ROW;
    }
}
