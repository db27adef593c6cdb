package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * Reports each row's decision, throws away the scores of rows that will come again, and keeps the rows behind them back
 * until they have: a row waits while more retries were asked for before it, since the last normal row, than have come back.
 */
final class ReorderBuffer {
    private static final int DEPTH_PER_LINE = 16;
    private static final int TO_REPORT = 1;
    private static final int TO_BUFFER = 2;
    private static final int BOTH = TO_REPORT | TO_BUFFER;

    private final RequantDecision decision;
    private final RequestStage requests;
    private final StreamFifo waiting;
    /** Row → retries asked for before it. */
    private final int[] retriesBefore;

    private final PairArbiter arbiter = PairArbiter.lowerFirst();
    private int pendingCopies = BOTH;
    private boolean isFirst = true;
    private int askedRetries;
    private int finishedRetries;
    private final Ledger<RtlCause> cycles;

    /** Lines of rows in order: {@link RowWord}. */
    final StageRegister output = new StageRegister();

    ReorderBuffer(
            SpAttenRtlParams params,
            RtlWorkload rows,
            RequantDecision decision,
            RequestStage requests,
            StatGroup stats) {
        this.decision = decision;
        this.requests = requests;
        this.waiting = new StreamFifo(DEPTH_PER_LINE * params.bufferLines());
        this.retriesBefore = new int[rows.rowCount()];
        this.cycles = stats.ledger("cycles", "cycles of the reorder buffer's output", RtlCause.values());
    }

    void step(long cycle) {
        StageRegister input = decision.output;
        if (!input.isFull && waiting.isEmpty()) {
            cycles.enter(decision.isHolding() ? RtlCause.ROW_BARRIER : RtlCause.UPSTREAM, cycle);
            return;
        }
        int word = input.word;
        if (input.isFull && (pendingCopies & TO_REPORT) != 0) {
            report(cycle, word);
        }
        boolean offers = input.isFull && (pendingCopies & TO_BUFFER) != 0;
        boolean offersRetry = offers && RowWord.isRefetch(word);
        boolean takesRetry = release(cycle, offersRetry, word);
        if (offers && (RowWord.isMarked(word) || (offersRetry ? takesRetry : keep(cycle, word)))) {
            pendingCopies &= ~TO_BUFFER;
            if (RowWord.isLast(word) && !offersRetry) {
                askedRetries = RowWord.isMarked(word) ? askedRetries + 1 : 0;
            }
        }
        if (pendingCopies == 0) {
            pendingCopies = BOTH;
            input.take();
        }
    }

    /** A row's first line carries its report; the others pass. */
    private void report(long cycle, int word) {
        if (!isFirst || requests.report(cycle, RowWord.isMarked(word))) {
            pendingCopies &= ~TO_REPORT;
            isFirst = RowWord.isLast(word);
        }
    }

    /** Lets a waiting line go, or else a line of a retried row; true when it was the latter. */
    private boolean release(long cycle, boolean offersRetry, int retryWord) {
        boolean hasWaiting = waiting.canPop(cycle);
        boolean isHeldBack = hasWaiting && retriesBefore[RowWord.row(waiting.peek())] > finishedRetries;
        int stream = arbiter.select(hasWaiting && !isHeldBack, offersRetry);
        if (stream == PairArbiter.NONE) {
            cycles.enter(isHeldBack ? RtlCause.REQUANTISATION : RtlCause.UPSTREAM, cycle);
            return false;
        }
        boolean moves = !output.isFull;
        int word = stream == 0 ? waiting.peek() : retryWord;
        boolean ends = moves && RowWord.isLast(word);
        if (moves) {
            output.load(word);
            if (stream == 0) {
                waiting.pop(cycle);
            }
        }
        if (ends) {
            finishedRetries = stream == 0 ? 0 : finishedRetries + 1;
        }
        arbiter.show(stream, !ends);
        cycles.enter(moves ? RtlCause.WORKING : RtlCause.DOWNSTREAM, cycle);
        return moves && stream == 1;
    }

    private boolean keep(long cycle, int word) {
        if (!waiting.canPush(cycle)) {
            return false;
        }
        retriesBefore[RowWord.row(word)] = askedRetries;
        waiting.push(cycle, word);
        return true;
    }

    void finish(long endCycle) {
        cycles.close(endCycle);
    }
}
