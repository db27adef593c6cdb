package tessera.sim.block;

import java.util.Arrays;
import tessera.models.block.TopKBlockParams;
import tessera.models.golden.TopK;
import tessera.models.machine.TopKParams;

/**
 * A top-k engine cycle by cycle: rows are taken until the last one, the selector needs the cycles of its kind, then the
 * result stands until it is taken while the filter pass sends the kept indices. The next request is taken when both the
 * result is gone and the filter pass has its last row behind the comparison.
 */
public final class TopKModel implements BlockModel {
    /** Cycles from the last accepted beat to the result. */
    public interface Selector {
        /** Of these scores, in their order; may keep state from request to request. */
        long cycles(long[] scores, int scoreCount, int k);

        /** What reset does. */
        void clear();
    }

    private final TopKParams params;
    private final BlockPorts ports;
    private final Selector selector;
    private final TopKFilterModel filter;
    private final long[] scores;

    private int scoreCount;
    private int k;
    /** Cycles until the decision; 0 when nothing is being selected. */
    private long selectingCycles;

    private boolean hasResult;
    private TopK.Answer answer = new TopK.Answer(0, 0, 0);

    private final int inValid;
    private final int inLast;
    private final int inScores;
    private final int inMask;
    private final int inK;
    private final int outReady;
    private final int inReady;
    private final int outValid;
    private final int outThreshold;
    private final int outGreater;
    private final int outKeepEqual;

    private TopKModel(TopKParams params, Selector selector) {
        this.params = params;
        this.selector = selector;
        this.ports = TopKPorts.of(params);
        this.filter = new TopKFilterModel(params, ports);
        this.scores = new long[params.capacity()];
        this.inValid = ports.driven().word("in_valid");
        this.inLast = ports.driven().word("in_last");
        this.inScores = ports.driven().word("in_scores");
        this.inMask = ports.driven().word("in_mask");
        this.inK = ports.driven().word("k");
        this.outReady = ports.driven().word("out_ready");
        this.inReady = ports.read().word("in_ready");
        this.outValid = ports.read().word("out_valid");
        this.outThreshold = ports.read().word("out_threshold");
        this.outGreater = ports.read().word("out_greater");
        this.outKeepEqual = ports.read().word("out_keep_equal");
    }

    /** The engine of these parameters, in its reset state. */
    public static TopKModel of(TopKParams params) {
        return switch (params.engine()) {
            case RADIX -> new TopKModel(params, new RadixSelector(params));
            case QUICK_SELECT -> new TopKModel(params, new QuickSelector(params));
        };
    }

    @Override
    public BlockPorts ports() {
        return ports;
    }

    @Override
    public void step(int[] driven, int[] read, int[] care) {
        if (driven[0] != 0) {
            scoreCount = 0;
            selectingCycles = 0;
            hasResult = false;
            filter.clear();
            selector.clear();
            return;
        }
        boolean isReady = selectingCycles == 0 && !hasResult && !filter.isBusy();
        PortBits.show(read, care, inReady, isReady);
        PortBits.show(read, care, outValid, hasResult);
        if (hasResult) {
            deliver(read, care);
        }
        filter.step(driven, read, care);
        if (hasResult && driven[outReady] != 0) {
            hasResult = false;
        }
        if (selectingCycles > 0 && --selectingCycles == 0) {
            decide();
        }
        if (isReady && driven[inValid] != 0) {
            take(driven);
        }
    }

    @Override
    public boolean hasWork() {
        return scoreCount > 0 || hasResult || !filter.isEmpty();
    }

    @Override
    public boolean isSettled() {
        return selectingCycles == 0 && filter.isSettled();
    }

    private void deliver(int[] read, int[] care) {
        int countBits = TopKBlockParams.countBits(params);
        if (k > 0) {
            PortBits.put(read, outThreshold, 0, params.scoreBits(), answer.threshold());
            PortBits.fillOnes(care, outThreshold, params.scoreBits());
        }
        read[outGreater] = answer.greaterCount();
        read[outKeepEqual] = answer.keepEqualCount();
        PortBits.fillOnes(care, outGreater, countBits);
        PortBits.fillOnes(care, outKeepEqual, countBits);
    }

    private void take(int[] driven) {
        int bits = params.scoreBits();
        if (scoreCount == 0) {
            k = driven[inK];
        }
        for (int lane = 0; lane < params.lanes(); lane++) {
            // More rows than fit break the interface; what comes of them is not defined, in the RTL neither.
            if (PortBits.get(driven, inMask, lane, 1) != 0 && scoreCount < scores.length) {
                scores[scoreCount++] = PortBits.get(driven, inScores, lane * bits, bits);
            }
        }
        if (driven[inLast] != 0) {
            scoreCount = Math.max(1, scoreCount);
            // This cycle is the first of the latency, and the result shows in the cycle after the decision.
            selectingCycles = selector.cycles(scores, scoreCount, k) - 1;
        }
    }

    private void decide() {
        answer = TopK.answer(Arrays.copyOf(scores, scoreCount), k);
        hasResult = true;
        filter.start(scores, scoreCount, answer);
        scoreCount = 0;
    }

    /** Time by the formula. */
    private record RadixSelector(TopKParams params) implements Selector {
        @Override
        public long cycles(long[] scores, int scoreCount, int k) {
            return params.radixCycles(scoreCount);
        }

        @Override
        public void clear() {
            // It has no state.
        }
    }
}
