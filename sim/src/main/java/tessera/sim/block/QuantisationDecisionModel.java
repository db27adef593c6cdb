package tessera.sim.block;

import java.util.List;
import tessera.models.block.QuantisationDecisionParams;

/**
 * The quantisation decision cycle by cycle. Buffered beats are first {@code released} (they may leave), then {@code held}
 * (their row is undecided).
 */
public final class QuantisationDecisionModel implements BlockModel {
    private final QuantisationDecisionParams params;
    private final BlockPorts ports;
    private final int[][] buffer;
    private final int beatWords;
    private final int inValid;
    private final int inPayload;
    private final int inMask;
    private final int inFinal;
    private final int inThreshold;
    private final int inLast;
    private final int inScores;
    private final int outReady;
    private final int decisionReady;
    private final int inReady;
    private final int outValid;
    private final int outPayload;
    private final int decisionValid;
    private final int decisionFetch;
    private final int decisionMax;

    private int base;
    private int held;
    private int released;
    private boolean isKeeping;
    private boolean isDropping;
    private boolean isFirst;
    private long max;
    private boolean hasDecision;
    private boolean isFetch;
    private long decidedMax;

    public QuantisationDecisionModel(QuantisationDecisionParams params) {
        this.params = params;
        this.ports = ports(params);
        PortFrame driven = ports.driven();
        PortFrame read = ports.read();
        this.beatWords = ports.outputs().get(0).beat().words();
        this.buffer = new int[params.bufferBeats()][beatWords];
        this.inValid = driven.word("in_valid");
        this.inFinal = driven.word("in_final");
        this.inThreshold = driven.word("in_threshold");
        this.inLast = driven.word("in_last");
        this.inMask = driven.word("in_mask");
        this.inScores = driven.word("in_scores");
        this.inPayload = inLast;
        this.outReady = driven.word("out_ready");
        this.decisionReady = driven.word("decision_ready");
        this.inReady = read.word("in_ready");
        this.outValid = read.word("out_valid");
        this.outPayload = read.word("out_last");
        this.decisionValid = read.word("decision_valid");
        this.decisionFetch = read.word("decision_fetch");
        this.decisionMax = read.word("decision_max");
        clear();
    }

    /**
     * Ports: {@code in} (final, threshold, last, mask, scores), {@code out} (last, mask, scores) and {@code decision}
     * (fetch, max). {@code in_final} lets the row pass whatever its scores; it and the threshold stay the same in a row.
     */
    public static BlockPorts ports(QuantisationDecisionParams params) {
        int bits = params.lanes() * params.scoreBits();
        return new BlockPorts(
                List.of(new StreamPorts(
                        "in",
                        List.of(
                                new Port("in_final", 1),
                                new Port("in_threshold", params.scoreBits()),
                                new Port("in_last", 1),
                                new Port("in_mask", params.lanes()),
                                new Port("in_scores", bits)))),
                List.of(
                        new StreamPorts(
                                "out",
                                List.of(
                                        new Port("out_last", 1),
                                        new Port("out_mask", params.lanes()),
                                        new Port("out_scores", bits))),
                        new StreamPorts(
                                "decision",
                                List.of(new Port("decision_fetch", 1), new Port("decision_max", params.scoreBits())))));
    }

    @Override
    public BlockPorts ports() {
        return ports;
    }

    @Override
    public void step(int[] driven, int[] read, int[] care) {
        if (driven[0] != 0) {
            clear();
            return;
        }
        boolean isReady = !hasDecision && (isDropping || held + released < params.bufferBeats());
        show(read, care, isReady);
        boolean isGiven = released > 0 && driven[outReady] != 0;
        if (isGiven) {
            released--;
        }
        if (hasDecision && driven[decisionReady] != 0) {
            hasDecision = false;
        }
        if (isReady && driven[inValid] != 0) {
            take(driven);
        }
    }

    private void show(int[] read, int[] care, boolean isReady) {
        PortBits.show(read, care, inReady, isReady);
        PortBits.show(read, care, outValid, released > 0);
        if (released > 0) {
            System.arraycopy(buffer[Math.floorMod(base - released, buffer.length)], 0, read, outPayload, beatWords);
            ports.outputs().get(0).beat().fillOnes(care, outPayload);
        }
        PortBits.show(read, care, decisionValid, hasDecision);
        if (hasDecision) {
            read[decisionFetch] = isFetch ? 1 : 0;
            PortBits.put(read, decisionMax, 0, params.scoreBits(), decidedMax);
            ports.outputs().get(1).beat().fillOnes(care, decisionFetch);
        }
    }

    private void take(int[] driven) {
        boolean isLast = driven[inLast] != 0;
        boolean isHit = driven[inFinal] != 0;
        long threshold = PortBits.getSigned(driven, inThreshold, 0, params.scoreBits());
        if (isFirst) {
            max = -1L << (params.scoreBits() - 1);
        }
        for (int lane = 0; lane < params.lanes(); lane++) {
            if (PortBits.get(driven, inMask, lane, 1) != 0) {
                long score = PortBits.getSigned(driven, inScores, lane * params.scoreBits(), params.scoreBits());
                max = Math.max(max, score);
                isHit |= score >= threshold;
            }
        }
        isFirst = isLast;
        boolean isKept = isKeeping || isHit;
        if (!isDropping) {
            System.arraycopy(driven, inPayload, buffer[(base + held) % buffer.length], 0, beatWords);
            if (isKept) {
                base = (base + held + 1) % buffer.length;
                released += held + 1;
                held = 0;
            } else if (isLast || held + 1 == buffer.length) {
                held = 0;
                isDropping = !isLast;
            } else {
                held++;
            }
            isKeeping = isKept && !isLast;
            isFetch = !isKept;
        } else {
            isDropping = !isLast;
            isFetch = true;
        }
        if (isLast) {
            hasDecision = true;
            decidedMax = max;
        }
    }

    private void clear() {
        base = 0;
        held = 0;
        released = 0;
        isKeeping = false;
        isDropping = false;
        isFirst = true;
        hasDecision = false;
    }

    @Override
    public boolean hasWork() {
        return hasDecision || released + held > 0 || !isFirst;
    }

    @Override
    public boolean isSettled() {
        return true;
    }
}
