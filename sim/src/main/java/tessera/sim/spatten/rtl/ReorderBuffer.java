package tessera.sim.spatten.rtl;

/** Keeps rows that follow a requantising row until it has come back; sends the reports. A word out is row · 2 + last. */
final class ReorderBuffer {
    private final RowTable rows;
    private final RequantDecision decision;
    private final RequestStage requests;
    private final StreamFifo waiting;
    private final int[] retriesBefore;
    private final PairArbiter arbiter = PairArbiter.lowerFirst();
    final StageRegister output = new StageRegister();
    private int pending = 3;
    private boolean isFirst = true;
    private int asked;
    private int finished;

    ReorderBuffer(RowTable rows, RequantDecision decision, RequestStage requests, int bufferLines) {
        this.rows = rows;
        this.decision = decision;
        this.requests = requests;
        this.waiting = new StreamFifo(16 * bufferLines);
        this.retriesBefore = new int[rows.count];
    }

    void step(long cycle) {
        StageRegister input = decision.output;
        int word = input.word;
        boolean isLast = (word & RequantDecision.LAST) != 0;
        boolean needsRefetch = (word & RequantDecision.NEEDS_REFETCH) != 0;
        boolean isRefetch = (word & RequantDecision.IS_REFETCH) != 0;
        int row = word >> 3;
        if (input.isFull && (pending & 1) != 0 && (!isFirst || requests.report(cycle, needsRefetch))) {
            pending &= ~1;
            isFirst = isLast;
        }
        boolean offers = input.isFull && (pending & 2) != 0;
        boolean offersDirect = offers && isRefetch && !needsRefetch;
        boolean hasWaiting = waiting.canPop(cycle) && retriesBefore[waiting.peek() >> 1] <= finished;
        int stream = arbiter.select(hasWaiting, offersDirect);
        boolean tookDirect = false;
        if (stream != PairArbiter.NONE) {
            int shown = stream == 0 ? waiting.peek() : row << 1 | (isLast ? 1 : 0);
            boolean moves = !output.isFull;
            if (moves) {
                output.load(shown);
                if (stream == 0) {
                    waiting.pop(cycle);
                } else {
                    tookDirect = true;
                }
            }
            boolean ends = moves && (shown & 1) != 0;
            if (ends) {
                finished = stream == 0 ? 0 : finished + 1;
            }
            arbiter.show(stream, !ends);
        }
        if (offers && (needsRefetch || (isRefetch ? tookDirect : keep(cycle, row, isLast)))) {
            pending &= ~2;
            if (isLast) {
                if (needsRefetch) {
                    asked++;
                } else if (!isRefetch) {
                    asked = 0;
                }
            }
        }
        if (pending == 0) {
            pending = 3;
            input.take();
        }
    }

    private boolean keep(long cycle, int row, boolean isLast) {
        if (!waiting.canPush(cycle)) {
            return false;
        }
        retriesBefore[row] = asked;
        waiting.push(cycle, row << 1 | (isLast ? 1 : 0));
        return true;
    }
}
