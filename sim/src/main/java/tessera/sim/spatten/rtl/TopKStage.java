package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * Cuts rows to their keys, and lets the first V scores of each through. A row that discards scores goes through the top-k
 * stand-in: its first line waits at the head of the queue until the injected delay has passed since it got there; then the
 * lines of V scores pass and the others are thrown away, one a cycle. A row that keeps all goes around it, but only while no
 * row is in flight inside.
 */
final class TopKStage {
    private final RtlWorkload rows;
    private final int keysPerLine;
    private final IndexReload scores;
    private final ValueAllocation target;
    private final StreamFifo queue;
    private final PairArbiter arbiter = PairArbiter.lowerFirst();

    // The row at the input.
    private int scoresIn;
    private boolean isFirstIn = true;
    // The row at the head of the queue.
    private int scoresOut;
    private boolean isFirstOut = true;
    private int headCycles;
    private int rowsInFlight;
    private final Ledger<RtlCause> cycles;

    TopKStage(SpAttenRtlParams params, RtlWorkload rows, IndexReload scores, ValueAllocation target, StatGroup stats) {
        this.rows = rows;
        this.keysPerLine = params.keysPerLine();
        this.scores = scores;
        this.target = target;
        this.queue = new StreamFifo(params.bufferLines());
        this.cycles = stats.ledger("cycles", "cycles of the top-k stand-in", RtlCause.values());
    }

    void step(long cycle) {
        StageRegister input = scores.output;
        if (!input.isFull && queue.isEmpty()) {
            cycles.enter(RtlCause.UPSTREAM, cycle);
            return;
        }
        // The queue's head.
        boolean hasHead = queue.canPop(cycle);
        int head = hasHead ? queue.peek() : 0;
        int headRow = RowWord.row(head);
        boolean isHalted = hasHead && isFirstOut && headCycles < rows.topKCycles(headRow);
        boolean isDiscarded = hasHead && !isHalted && scoresOut >= rows.valueCount(headRow);
        boolean offersHead = hasHead && !isHalted && !isDiscarded;
        int passed = scoresOut + keysPerLine;
        boolean endsHead = offersHead && passed >= rows.valueCount(headRow);

        // The input.
        int row = RowWord.row(input.word);
        boolean isSurplus = input.isFull && scoresIn >= rows.keyCount(row);
        boolean offers = input.isFull && !isSurplus;
        boolean endsInput = offers && (RowWord.isLast(input.word) || scoresIn + keysPerLine >= rows.keyCount(row));
        boolean selects = rows.selects(row);

        int stream = arbiter.select(offersHead, offers && !selects && rowsInFlight == 0);
        boolean takesHead = false;
        boolean takesInput = false;
        if (stream != PairArbiter.NONE) {
            boolean ends = stream == 0 ? endsHead : endsInput;
            boolean moves = target.accept(cycle, stream == 0 ? headRow : row, ends);
            takesHead = moves && stream == 0;
            takesInput = moves && stream == 1;
            arbiter.show(stream, !(moves && ends));
        }
        if (offers && selects && queue.canPush(cycle)) {
            queue.push(cycle, RowWord.of(row) | RowWord.last(endsInput));
            takesInput = true;
            rowsInFlight += isFirstIn ? 1 : 0;
        }
        rowsInFlight -= takesHead && endsHead ? 1 : 0;
        boolean pops = takesHead || isDiscarded;
        cycles.enter(cause(pops || takesInput && !selects, isHalted, stream), cycle);
        advanceHead(cycle, hasHead, pops);
        if (takesInput) {
            isFirstIn = endsInput;
        }
        if (takesInput || isSurplus) {
            scoresIn = RowWord.isLast(input.take()) ? 0 : scoresIn + keysPerLine;
        }
    }

    private void advanceHead(long cycle, boolean hasHead, boolean pops) {
        headCycles = !hasHead || pops ? 0 : headCycles + 1;
        if (pops) {
            boolean isLast = RowWord.isLast(queue.pop(cycle));
            scoresOut = isLast ? 0 : scoresOut + keysPerLine;
            isFirstOut = isLast;
        }
    }

    private static RtlCause cause(boolean works, boolean isHalted, int stream) {
        if (works) {
            return RtlCause.WORKING;
        }
        return isHalted ? RtlCause.TOP_K_DELAY : stream == PairArbiter.NONE ? RtlCause.UPSTREAM : RtlCause.DOWNSTREAM;
    }

    void finish(long endCycle) {
        cycles.close(endCycle);
    }
}
