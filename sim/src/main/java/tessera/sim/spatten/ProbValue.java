package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * Value buffer and prob·V: rows in order, on values as they arrive or on resident ones; not before the row's first
 * probabilities and not done before its last.
 */
final class ProbValue implements Component {
    private static final int NO_ROW = -1;

    private final Datapath datapath;
    private final Fifo outputRows;
    private final Fifo valueArrivals;
    private final Fifo freed;
    private final Fifo rowsDone;
    private final Fifo outputs;
    private final MatrixTiming timing;
    private final Ledger<StallCause> ledger;
    private final int[] loadOfRow;
    private final int[] keyCount;
    private final boolean[] isResident;
    /** Load → resident values in the buffer; row → selected values in the buffer. */
    private final int[] residentReady;

    private final int[] valuesReady;
    private int row = NO_ROW;
    private long firstProbability;
    private long lastProbability;
    private boolean isComplete;

    /**
     * @param freed to the value issue: vectors that have left the buffer
     * @param rowsDone to the row issue: rows, in order
     * @param outputs to the importance accumulators: rows, in order
     */
    ProbValue(
            SpAttenParams machine,
            SpAttenWork work,
            Datapath datapath,
            Inputs inputs,
            Fifo freed,
            Fifo rowsDone,
            Fifo outputs,
            StatGroup stats) {
        this.datapath = datapath;
        this.outputRows = inputs.outputRows();
        this.valueArrivals = inputs.valueArrivals();
        this.freed = freed;
        this.rowsDone = rowsDone;
        this.outputs = outputs;
        this.ledger = stats.ledger("cycles", "cycles of the prob x V unit", StallCause.values());
        this.timing = new MatrixTiming(machine, work.headDim(), ledger);
        int rowCount = work.rows().size();
        this.loadOfRow = new int[rowCount];
        this.keyCount = new int[rowCount];
        this.isResident = new boolean[rowCount];
        for (int i = 0; i < rowCount; i++) {
            loadOfRow[i] = work.rows().get(i).load();
            keyCount[i] = work.rows().get(i).keyCount();
            isResident[i] = work.loads().get(loadOfRow[i]).isResident();
        }
        this.residentReady = new int[work.loads().size()];
        this.valuesReady = new int[rowCount];
    }

    /** @param outputRows rows with the fields of {@link Divide}; @param valueArrivals from the fetcher */
    record Inputs(Fifo outputRows, Fifo valueArrivals) {}

    @Override
    public long step(long cycle) {
        takeArrivals(cycle);
        while (true) {
            if (row == NO_ROW) {
                if (!outputRows.canPop(cycle)) {
                    return IDLE;
                }
                begin(cycle);
            }
            if (cycle < firstProbability) {
                return firstProbability;
            }
            if (ledger.cause() == StallCause.UPSTREAM) {
                ledger.enter(StallCause.LATENCY, cycle);
            }
            if (!isComplete) {
                isComplete = timing.advance(cycle, available(), datapath.valueCount(row));
                if (!isComplete) {
                    return IDLE;
                }
            }
            long done = Math.max(timing.freeCycle(), lastProbability);
            if (cycle < done) {
                ledger.enter(StallCause.ROW_BARRIER, Math.max(cycle, timing.freeCycle()));
                return done;
            }
            if (!outputs.canPush(cycle) || !rowsDone.canPush(cycle) || !freed.canPush(cycle)) {
                ledger.enter(StallCause.DOWNSTREAM, cycle);
                return IDLE;
            }
            end(cycle);
        }
    }

    private void takeArrivals(long cycle) {
        while (valueArrivals.canPop(cycle)) {
            int count = (int) valueArrivals.field(Fetcher.ARRIVED);
            if (row != NO_ROW && ledger.cause().isDataWait()) {
                ledger.explain(StallCause.of(valueArrivals.field(Fetcher.CAUSE)));
            }
            long segment = valueArrivals.pop(cycle);
            if (Words.kind(segment) == Words.RESIDENT_VALUES) {
                residentReady[Words.id(segment)] = count;
            } else {
                valuesReady[Words.id(segment)] = count;
            }
        }
    }

    private void begin(long cycle) {
        firstProbability = outputRows.field(Divide.FIRST_PROBABILITY);
        lastProbability = outputRows.field(Divide.LAST_PROBABILITY);
        row = (int) outputRows.pop(cycle);
        isComplete = false;
        timing.begin();
    }

    /** Of resident values, all up to the row's last key must be there: any of them may have been selected. */
    private int available() {
        if (!isResident[row]) {
            return valuesReady[row];
        }
        return residentReady[loadOfRow[row]] >= keyCount[row] ? datapath.valueCount(row) : 0;
    }

    private void end(long cycle) {
        ledger.enter(StallCause.UPSTREAM, cycle);
        datapath.output(row);
        outputs.push(cycle, row);
        rowsDone.push(cycle, row);
        if (!isResident[row]) {
            freed.push(cycle, datapath.valueCount(row));
        }
        row = NO_ROW;
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
