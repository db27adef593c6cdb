package tessera.sim.spatten.rtl;

/**
 * Holds a row's scores until its last one has been seen, then says whether the row must come again with its low bits.
 * A word in is pass · 2 + last; a word out is row · 8 + last · 4 + needsRefetch · 2 + isRefetch.
 */
final class RequantDecision {
    static final int LAST = 4;
    static final int NEEDS_REFETCH = 2;
    static final int IS_REFETCH = 1;

    private final RowTable rows;
    private final RigidPipeline maxTree;
    private final StreamFifo scores;
    private boolean hasRowMax;
    final StageRegister output = new StageRegister();

    RequantDecision(RowTable rows, int bufferLines, int laneLevels) {
        this.rows = rows;
        this.scores = new StreamFifo(bufferLines);
        this.maxTree = laneLevels == 0 ? null : new RigidPipeline(laneLevels);
    }

    /** Before the dot product's turn. */
    void step(long cycle) {
        if (hasRowMax && !output.isFull && scores.canPop(cycle)) {
            int word = scores.pop(cycle);
            int row = word >> 2;
            boolean isRefetch = (word & 2) != 0;
            output.load(row << 3 | (word & 1) << 2 | (rows.needsRefetch[row] && !isRefetch ? NEEDS_REFETCH : 0)
                    | (isRefetch ? IS_REFETCH : 0));
            if ((word & 1) != 0) {
                hasRowMax = false;
            }
        }
        if (maxTree != null && maxTree.hasOutput() && store(cycle, maxTree.output())) {
            maxTree.takeOutput();
        }
        hasAdvanced = false;
    }

    private boolean hasAdvanced;

    boolean accept(long cycle, int word) {
        if (maxTree == null) {
            return store(cycle, word);
        }
        if (maxTree.hasOutput()) {
            return false;
        }
        maxTree.advance(true, word);
        hasAdvanced = true;
        return true;
    }

    /** After the dot product's turn: the maximum tree moves on without input. */
    void finish() {
        if (maxTree != null && !hasAdvanced && !maxTree.hasOutput()) {
            maxTree.advance(false, 0);
        }
    }

    private boolean store(long cycle, int word) {
        boolean isLast = (word & 1) != 0;
        if (!scores.canPush(cycle) || isLast && hasRowMax) {
            return false;
        }
        scores.push(cycle, word);
        if (isLast) {
            hasRowMax = true;
        }
        return true;
    }
}
