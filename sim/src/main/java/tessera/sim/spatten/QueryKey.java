package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * Key buffer and Q·K: works through the rows in the order in which they were started, on keys as they arrive, or on keys
 * that an earlier row of the load has brought.
 */
final class QueryKey implements Component {
    /** Field of a scored row: when its first group of keys was taken. */
    static final int FIRST_CYCLE = 0;

    private static final int NO_ROW = -1;

    private final Datapath datapath;
    private final Fifo rowStarts;
    private final Fifo keyArrivals;
    private final Fifo scored;
    private final MatrixTiming timing;
    private final Ledger<StallCause> ledger;
    private final int[] loadOfRow;
    private final int[] keyCount;
    /** Load → keys in the buffer; row → keys whose low bits are there too. */
    private final int[] keysReady;

    private final int[] lowBitsReady;
    private int row = NO_ROW;
    private boolean isSecond;
    private boolean isComplete;

    QueryKey(
            SpAttenParams machine,
            SpAttenWork work,
            Datapath datapath,
            Fifo rowStarts,
            Fifo keyArrivals,
            Fifo scored,
            StatGroup stats) {
        this.datapath = datapath;
        this.rowStarts = rowStarts;
        this.keyArrivals = keyArrivals;
        this.scored = scored;
        this.ledger = stats.ledger("cycles", "cycles of the Q x K unit", StallCause.values());
        this.timing = new MatrixTiming(machine, work.headDim(), ledger);
        int rowCount = work.rows().size();
        this.loadOfRow = new int[rowCount];
        this.keyCount = new int[rowCount];
        for (int i = 0; i < rowCount; i++) {
            loadOfRow[i] = work.rows().get(i).load();
            keyCount[i] = work.rows().get(i).keyCount();
        }
        this.keysReady = new int[work.loads().size()];
        this.lowBitsReady = new int[rowCount];
    }

    @Override
    public long step(long cycle) {
        takeArrivals(cycle);
        while (true) {
            if (row == NO_ROW) {
                if (!rowStarts.canPop(cycle)) {
                    return IDLE;
                }
                begin(cycle, rowStarts.pop(cycle));
            }
            if (!isComplete) {
                isComplete = timing.advance(cycle, available(), keyCount[row]);
                if (!isComplete) {
                    return IDLE;
                }
            }
            if (cycle < timing.freeCycle()) {
                return timing.freeCycle();
            }
            if (!scored.canPush(cycle)) {
                ledger.enter(StallCause.DOWNSTREAM, cycle);
                return IDLE;
            }
            ledger.enter(StallCause.UPSTREAM, cycle);
            datapath.score(row, isSecond);
            scored.put(FIRST_CYCLE, timing.firstCycle());
            scored.push(cycle, Words.pass(row, isSecond));
            row = NO_ROW;
        }
    }

    private void takeArrivals(long cycle) {
        while (keyArrivals.canPop(cycle)) {
            int count = (int) keyArrivals.field(Fetcher.ARRIVED);
            explainWait(keyArrivals.field(Fetcher.CAUSE));
            long segment = keyArrivals.pop(cycle);
            if (Words.kind(segment) == Words.KEYS) {
                keysReady[Words.id(segment)] = count;
            } else {
                lowBitsReady[Words.id(segment)] = count;
            }
        }
    }

    /** While a row is at hand, an interval that is not work is a wait for its keys; for low bits it is requantisation. */
    private void explainWait(long cause) {
        if (row != NO_ROW && ledger.cause().isDataWait()) {
            ledger.explain(isSecond ? StallCause.REQUANTISATION : StallCause.of(cause));
        }
    }

    private void begin(long cycle, long pass) {
        ledger.enter(StallCause.LATENCY, cycle);
        row = Words.row(pass);
        isSecond = Words.isSecond(pass);
        isComplete = false;
        timing.begin();
    }

    private int available() {
        int ready = isSecond ? lowBitsReady[row] : keysReady[loadOfRow[row]];
        return Math.min(ready, keyCount[row]);
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
