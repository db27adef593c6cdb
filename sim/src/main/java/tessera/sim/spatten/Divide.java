package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * The second pass of softmax: divides the exponentials of an accepted row by their sum and streams the probabilities to the
 * top-k and to the importance accumulators. A row's word goes out when its pass begins and says when its probabilities come.
 */
final class Divide implements Component {
    /** Field: cycle at which the row's first probabilities are there. */
    static final int FIRST_PROBABILITY = 0;
    /** Field: cycle at which all of them are. */
    static final int LAST_PROBABILITY = 1;

    static final int FIELD_COUNT = 2;

    private final Fifo accepted;
    private final Fifo toTopK;
    private final Fifo toImportance;
    private final Ledger<StallCause> ledger;
    private final long[] passCycles;
    private final int latency;
    private long freeCycle;

    Divide(SpAttenParams machine, SpAttenWork work, Fifo accepted, Fifo toTopK, Fifo toImportance, StatGroup stats) {
        this.accepted = accepted;
        this.toTopK = toTopK;
        this.toImportance = toImportance;
        this.ledger = stats.ledger("cycles", "cycles of the division", StallCause.values());
        this.passCycles = Softmax.cycles(machine, work);
        this.latency = machine.softmax().divideLatencyCycles();
    }

    @Override
    public long step(long cycle) {
        if (!accepted.canPop(cycle)) {
            return IDLE;
        }
        if (cycle < freeCycle) {
            return freeCycle;
        }
        if (!toTopK.canPush(cycle) || !toImportance.canPush(cycle)) {
            ledger.enter(StallCause.DOWNSTREAM, cycle);
            return IDLE;
        }
        int row = (int) accepted.pop(cycle);
        freeCycle = cycle + passCycles[row];
        send(toTopK, cycle, row);
        send(toImportance, cycle, row);
        ledger.enter(StallCause.WORKING, cycle);
        ledger.enter(StallCause.UPSTREAM, freeCycle);
        return freeCycle;
    }

    private void send(Fifo to, long cycle, int row) {
        to.put(FIRST_PROBABILITY, cycle + latency);
        to.put(LAST_PROBABILITY, freeCycle + latency);
        to.push(cycle, row);
    }

    @Override
    public void finish(long endCycle) {
        ledger.close(endCycle);
    }
}
