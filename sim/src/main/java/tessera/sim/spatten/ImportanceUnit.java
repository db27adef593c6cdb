package tessera.sim.spatten;

import tessera.models.machine.SpAttenParams;
import tessera.models.spatten.CascadeStep;
import tessera.models.spatten.SpAttenWork;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;
import tessera.traces.check.CeilDiv;

/**
 * The end of the pipeline: accumulates token and head importance beside it, takes the outputs, and at the end of a layer
 * ranks tokens and then heads on the second top-k engine: fill, find, filter.
 */
final class ImportanceUnit implements Component {
    private final Datapath datapath;
    private final CascadeStep cascade;
    private final int lanes;
    private final Fifo probabilities;
    private final Fifo outputs;
    private final long[] completeCycle;
    private final Ledger<StallCause> ledger;
    private int probabilityRows;
    private int outputRows;
    private long probabilitiesEnd;
    private long engineFree;
    private long chargedUntil;
    private boolean hasRankedTokens;
    private boolean hasRankedHeads;

    ImportanceUnit(
            SpAttenParams machine,
            SpAttenWork work,
            Datapath datapath,
            Fifo probabilities,
            Fifo outputs,
            StatGroup stats) {
        this.ledger =
                stats.ledger("cycles", "cycles of the importance accumulators and the ranking", StallCause.values());
        this.datapath = datapath;
        this.cascade = work.cascade();
        this.lanes = machine.topK().lanes();
        this.probabilities = probabilities;
        this.outputs = outputs;
        this.completeCycle = new long[work.rows().size()];
        this.hasRankedTokens = cascade.rankedTokens() == 0;
        this.hasRankedHeads = cascade.rankedHeads() == 0;
    }

    @Override
    public long step(long cycle) {
        while (probabilities.canPop(cycle)) {
            work(
                    Math.max(cycle, probabilities.field(Divide.FIRST_PROBABILITY)),
                    probabilities.field(Divide.LAST_PROBABILITY));
            probabilitiesEnd = Math.max(probabilitiesEnd, probabilities.field(Divide.LAST_PROBABILITY));
            datapath.accumulateTokens((int) probabilities.pop(cycle));
            probabilityRows++;
        }
        while (outputs.canPop(cycle)) {
            int row = (int) outputs.pop(cycle);
            completeCycle[row] = cycle;
            datapath.accumulateHead(row);
            outputRows++;
        }
        if (!hasRankedTokens && probabilityRows == completeCycle.length) {
            hasRankedTokens = true;
            engineFree = ranked(Math.max(cycle, probabilitiesEnd), cascade.rankedTokens(), datapath.selectTokens());
        }
        if (!hasRankedHeads && hasRankedTokens && outputRows == completeCycle.length) {
            hasRankedHeads = true;
            engineFree = ranked(Math.max(cycle, engineFree), cascade.rankedHeads(), datapath.selectHeads());
        }
        return engineFree > cycle ? engineFree : IDLE;
    }

    /** Charges an interval of work that begins now or later; intervals come in order. */
    private void work(long from, long until) {
        long begin = Math.max(from, chargedUntil);
        if (begin < until) {
            ledger.enter(StallCause.WORKING, begin);
            ledger.enter(StallCause.UPSTREAM, until);
            chargedUntil = until;
        }
    }

    @Override
    public void finish(long endCycle) {
        ledger.close(endCycle);
    }

    private long ranked(long start, int candidates, long selectionCycles) {
        long end = rankingEnd(start, candidates, selectionCycles);
        work(start, end);
        return end;
    }

    private long rankingEnd(long start, int candidates, long selectionCycles) {
        return start + 2 * CeilDiv.of((long) candidates, lanes) + selectionCycles;
    }

    /** Cycle at which each row's output was there. */
    long[] completeCycles() {
        return completeCycle;
    }
}
