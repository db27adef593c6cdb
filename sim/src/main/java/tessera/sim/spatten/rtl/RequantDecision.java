package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;

/**
 * Keeps a row's scores until its last one, and with it the row's maximum, has been seen; then marks the row's lines with
 * whether it must come again. There is one place for a finished row's maximum: a second row that finishes stalls the dot
 * product. With several keys a line, a tree over the lanes comes first. The softmax before it is a wire.
 */
final class RequantDecision {
    private final RtlWorkload rows;
    private final StreamFifo scores;
    private final RigidPipeline laneTree;
    private final boolean hasLaneTree;
    private boolean hasRowMaximum;
    private boolean hasAdvanced;

    /** Lines of decided rows: {@link RowWord}, marked where the row will come again. */
    final StageRegister output = new StageRegister();

    RequantDecision(SpAttenRtlParams params, RtlWorkload rows) {
        this.rows = rows;
        this.scores = new StreamFifo(params.bufferLines());
        int levels = Integer.numberOfTrailingZeros(params.keysPerLine());
        this.hasLaneTree = levels > 0;
        this.laneTree = new RigidPipeline(Math.max(1, levels));
    }

    /** Whether scores of an unfinished row, or of one behind another, are kept back. */
    boolean isHolding() {
        return !scores.isEmpty();
    }

    /** The output and the lane tree's end; before the dot product's turn. */
    void step(long cycle) {
        if (hasRowMaximum && !output.isFull && scores.canPop(cycle)) {
            int word = scores.pop(cycle);
            boolean returns = rows.isRefetched(RowWord.row(word)) && !RowWord.isRefetch(word);
            output.load(word | RowWord.mark(returns));
            if (RowWord.isLast(word)) {
                hasRowMaximum = false;
            }
        }
        if (hasLaneTree) {
            hasAdvanced = false;
            if (laneTree.hasOutput() && keep(cycle, laneTree.output())) {
                laneTree.takeOutput();
            }
        }
    }

    /** A line of scores from the dot product; false when it must wait. */
    boolean accept(long cycle, int word) {
        if (!hasLaneTree) {
            return keep(cycle, word);
        }
        if (laneTree.hasOutput()) {
            return false;
        }
        laneTree.advance(true, word);
        hasAdvanced = true;
        return true;
    }

    /** After the dot product's turn: without a new line, the lane tree moves a bubble. */
    void finishCycle() {
        if (hasLaneTree && !hasAdvanced && !laneTree.hasOutput()) {
            laneTree.advance(false, 0);
        }
    }

    private boolean keep(long cycle, int word) {
        boolean isLast = RowWord.isLast(word);
        if (isLast && hasRowMaximum || !scores.canPush(cycle)) {
            return false;
        }
        scores.push(cycle, word);
        hasRowMaximum |= isLast;
        return true;
    }
}
