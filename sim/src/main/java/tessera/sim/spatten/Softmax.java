package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.traces.check.CeilDiv;

/**
 * The first pass of softmax: exponentiates and sums the scores of a row as they come out of Q·K, so that it ends with the
 * row's last score, or later where it takes fewer a cycle.
 */
final class Softmax implements Component {
    private static final int NO_PASS = -1;

    private final Datapath datapath;
    private final Fifo scored;
    private final Fifo summed;
    private final Ledger<StallCause> ledger;
    private final long[] passCycles;
    private final int scoreLatency;
    private long pass = NO_PASS;
    /** When the pass under way, or the last one, is through. */
    private long freeCycle;

    Softmax(SpAttenParams machine, SpAttenWork work, Datapath datapath, Fifo scored, Fifo summed, StatGroup stats) {
        this.datapath = datapath;
        this.scored = scored;
        this.summed = summed;
        this.ledger = stats.ledger("cycles", "cycles of the exponential and sum", StallCause.values());
        this.scoreLatency = machine.dotProductLatencyCycles();
        this.passCycles = cycles(machine, work);
    }

    /** Row → cycles of one pass over its scores. */
    static long[] cycles(SpAttenParams machine, SpAttenWork work) {
        return work.rows().stream()
                .mapToLong(row ->
                        CeilDiv.of((long) row.keyCount(), machine.softmax().lanes()))
                .toArray();
    }

    @Override
    public long step(long cycle) {
        while (true) {
            if (pass == NO_PASS) {
                if (!scored.canPop(cycle)) {
                    return IDLE;
                }
                begin(cycle);
            }
            if (cycle < freeCycle) {
                return freeCycle;
            }
            if (!summed.canPush(cycle)) {
                ledger.enter(StallCause.DOWNSTREAM, cycle);
                return IDLE;
            }
            ledger.enter(StallCause.UPSTREAM, cycle);
            freeCycle = cycle; // While its result waits for room, the unit is not free.
            datapath.normalise(Words.row(pass));
            summed.push(cycle, pass);
            pass = NO_PASS;
        }
    }

    private void begin(long cycle) {
        long firstScore = scored.field(QueryKey.FIRST_CYCLE) + scoreLatency;
        pass = scored.pop(cycle);
        long cycles = passCycles[Words.row(pass)];
        // The row's last score has come at this cycle; the pass over the others may be through already.
        freeCycle = Math.max(cycle, Math.max(firstScore, freeCycle) + cycles);
        ledger.enter(StallCause.WORKING, freeCycle - cycles);
        ledger.enter(StallCause.UPSTREAM, freeCycle);
    }

    @Override
    public void finish(long endCycle) {
        ledger.close(endCycle);
    }

    @Override
    public boolean hasPendingWork() {
        return pass != NO_PASS;
    }
}
