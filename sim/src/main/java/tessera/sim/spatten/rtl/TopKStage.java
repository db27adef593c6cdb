package tessera.sim.spatten.rtl;

/** Trims rows to their keys and lets the first V scores through after the injected delay; V = K goes around it. */
final class TopKStage {
    private final RowTable rows;
    private final ScoreStage scores;
    private final ValueAllocation target;
    private final StreamFifo queue;
    private final PairArbiter arbiter = PairArbiter.lowerFirst();
    private final int keysPerLine;
    // trim
    private int trimmed;
    private boolean isFirstIn = true;
    // delay; queue word = row * 2 + last
    private long waited;
    private boolean isFirstOut = true;
    private int popped;
    private int inFlight;

    TopKStage(RowTable rows, ScoreStage scores, ValueAllocation target, int maxKeys, int keysPerLine) {
        this.rows = rows;
        this.scores = scores;
        this.target = target;
        this.queue = new StreamFifo(maxKeys / keysPerLine);
        this.keysPerLine = keysPerLine;
    }

    void step(long cycle) {
        boolean hasHead = queue.canPop(cycle);
        int headRow = hasHead ? queue.peek() >> 1 : 0;
        boolean isHeadLast = hasHead && (queue.peek() & 1) != 0;
        boolean isHalted = hasHead && isFirstOut && waited < rows.topKLatency[headRow];
        boolean isDiscard = hasHead && popped >= rows.valueCount[headRow];
        boolean offersSelected = hasHead && !isHalted && !isDiscard;
        int headLength = hasHead ? length(headRow, popped) : 0;
        boolean endsSelection = popped + headLength >= rows.valueCount[headRow] || isHeadLast;

        StageRegister input = scores.output;
        int row = input.isFull ? input.word >> 1 : 0;
        boolean isSurplus = input.isFull && trimmed >= rows.keyCount[row];
        boolean offers = input.isFull && !isSurplus;
        boolean isInputEnd = offers && ((input.word & 1) != 0 || rows.keyCount[row] - trimmed <= keysPerLine);
        boolean skips = rows.valueCount[row] >= rows.keyCount[row];
        boolean offersSkipped = offers && skips && inFlight == 0;

        boolean tookSelected = false;
        boolean tookInput = false;
        int stream = arbiter.select(offersSelected, offersSkipped);
        if (stream != PairArbiter.NONE) {
            boolean ends = stream == 0 ? endsSelection : isInputEnd;
            boolean moves = target.accept(cycle, stream == 0 ? headRow : row, ends);
            if (moves) {
                tookSelected = stream == 0;
                tookInput = stream == 1;
            }
            arbiter.show(stream, !(moves && ends));
        }
        if (offers && !skips && queue.canPush(cycle)) {
            queue.push(cycle, row << 1 | (isInputEnd ? 1 : 0));
            tookInput = true;
        }
        int change = 0;
        if (tookInput && !skips && isFirstIn) {
            change++;
        }
        if (tookSelected && endsSelection) {
            change--;
        }
        inFlight += change;
        boolean pops = tookSelected || hasHead && !isHalted && isDiscard;
        if (pops) {
            queue.pop(cycle);
            popped = isHeadLast ? 0 : popped + headLength;
            isFirstOut = isHeadLast;
        }
        waited = !hasHead || pops ? 0 : waited + 1;
        if (tookInput) {
            isFirstIn = isInputEnd;
        }
        if (tookInput || isSurplus) {
            int word = input.take();
            trimmed = (word & 1) != 0 ? 0 : trimmed + keysPerLine;
        }
    }

    private int length(int row, int before) {
        return Math.min(keysPerLine, rows.keyCount[row] - before);
    }
}
