package tessera.sim.spatten;

import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Counter;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * Progressive quantisation's decision, once a row's sum is known: on, or round again with whole keys. Rows behind one that
 * goes round again wait here, so that rows leave in order. One row a cycle each way.
 */
final class LowBitDecision implements Component {
    private final Datapath datapath;
    private final Fifo summed;
    private final Fifo verdicts;
    private final Fifo accepted;
    private final boolean[] isAccepted;
    private final Counter refetchedRows;
    private final Ledger<StallCause> ledger;
    private int nextRow;
    /** Rows that have been decided and not left. */
    private int heldRows;

    /**
     * @param verdicts to the row issue: passes, second = must go round again
     * @param accepted to the division: rows, in order
     */
    LowBitDecision(SpAttenWork work, Datapath datapath, Fifo summed, Fifo verdicts, Fifo accepted, StatGroup stats) {
        this.datapath = datapath;
        this.summed = summed;
        this.verdicts = verdicts;
        this.accepted = accepted;
        this.isAccepted = new boolean[work.rows().size() + 1];
        this.ledger = stats.ledger("cycles", "cycles of the low-bit decision", StallCause.values());
        this.refetchedRows = stats.counter("refetched_rows", Unit.COUNT, "rows whose low key bits were fetched");
    }

    @Override
    public long step(long cycle) {
        boolean hasMoved = false;
        if (summed.canPop(cycle) && verdicts.canPush(cycle)) {
            decide(cycle);
            hasMoved = true;
        }
        if (isAccepted[nextRow] && accepted.canPush(cycle)) {
            accepted.push(cycle, nextRow++);
            heldRows--;
            hasMoved = true;
        }
        ledger.enter(hasMoved ? StallCause.WORKING : waitCause(), cycle);
        return hasMoved ? cycle + 1 : IDLE;
    }

    private void decide(long cycle) {
        long pass = summed.pop(cycle);
        int row = Words.row(pass);
        boolean goesRoundAgain = !Words.isSecond(pass) && datapath.needsLowBits(row);
        if (goesRoundAgain) {
            refetchedRows.increment();
        } else {
            isAccepted[row] = true;
            heldRows++;
        }
        verdicts.push(cycle, Words.pass(row, goesRoundAgain));
    }

    private StallCause waitCause() {
        if (isAccepted[nextRow]) {
            return StallCause.DOWNSTREAM;
        }
        return heldRows > 0 ? StallCause.REQUANTISATION : StallCause.UPSTREAM;
    }

    @Override
    public void finish(long endCycle) {
        ledger.close(endCycle);
    }

    @Override
    public boolean hasPendingWork() {
        return isAccepted[nextRow];
    }
}
