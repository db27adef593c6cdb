package tessera.sim.block;

import java.util.Arrays;
import java.util.List;
import tessera.models.block.SoftmaxUnitParams;
import tessera.models.golden.FixedPointSoftmax;
import tessera.models.golden.FixedPointSoftmax.Scale;
import tessera.models.golden.FixedSoftmax;

/**
 * The fixed-point softmax cycle by cycle: it takes a row, is busy with it for
 * {@link SoftmaxUnitParams#latencyCycles(int)} cycles, gives its probabilities, and only then takes the next.
 */
public final class SoftmaxUnitModel implements BlockModel {
    private static final int BITS = FixedSoftmax.FRACTION_BITS;

    private final SoftmaxUnitParams params;
    private final BlockPorts ports;
    private final long[] scores;
    private final long[] masks;
    private final ElasticPipeline output = new ElasticPipeline(SoftmaxUnitParams.OUTPUT_STAGES);
    private final int[] lineOfSlot = new int[SoftmaxUnitParams.OUTPUT_STAGES];
    private final int rowValid;
    private final int rowScale;
    private final int rowShift;
    private final int rowReady;
    private final int inValid;
    private final int inLast;
    private final int inMask;
    private final int inScores;
    private final int inReady;
    private final int outReady;
    private final int outValid;
    private final int outLast;
    private final int outMask;
    private final int outProbabilities;

    private boolean hasRow;
    private int mantissa;
    private int shift;
    private boolean isFilling;
    private int lines;
    private int timer;
    private int nextLine;
    private int[] probabilities = new int[0];

    public SoftmaxUnitModel(SoftmaxUnitParams params) {
        this.params = params;
        this.ports = ports(params);
        this.scores = new long[params.capacity()];
        this.masks = new long[params.lines()];
        PortFrame driven = ports.driven();
        PortFrame read = ports.read();
        this.rowValid = driven.word("row_valid");
        this.rowScale = driven.word("row_scale");
        this.rowShift = driven.word("row_shift");
        this.rowReady = read.word("row_ready");
        this.inValid = driven.word("in_valid");
        this.inLast = driven.word("in_last");
        this.inMask = driven.word("in_mask");
        this.inScores = driven.word("in_scores");
        this.inReady = read.word("in_ready");
        this.outReady = driven.word("out_ready");
        this.outValid = read.word("out_valid");
        this.outLast = read.word("out_last");
        this.outMask = read.word("out_mask");
        this.outProbabilities = read.word("out_probabilities");
        clear();
    }

    /** Ports: {@code row} (scale, shift), {@code in} (last, mask, scores) and {@code out} (last, mask, probabilities). */
    public static BlockPorts ports(SoftmaxUnitParams params) {
        return new BlockPorts(
                List.of(
                        new StreamPorts(
                                "row",
                                List.of(
                                        new Port("row_scale", SoftmaxUnitParams.SCALE_BITS),
                                        new Port("row_shift", SoftmaxUnitParams.SHIFT_BITS))),
                        new StreamPorts(
                                "in",
                                List.of(
                                        new Port("in_last", 1),
                                        new Port("in_mask", params.lanes()),
                                        new Port("in_scores", params.lanes() * params.scoreBits())))),
                List.of(new StreamPorts(
                        "out",
                        List.of(
                                new Port("out_last", 1),
                                new Port("out_mask", params.lanes()),
                                new Port("out_probabilities", params.lanes() * BITS)))));
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
        PortBits.show(read, care, rowReady, isFilling && !hasRow);
        PortBits.show(read, care, inReady, isFilling && hasRow);
        PortBits.show(read, care, outValid, output.isValid());
        if (output.isValid()) {
            deliver(read, care);
        }
        if (isFilling) {
            fill(driven);
        } else if (timer > 0) {
            timer--;
        } else {
            give(driven[outReady] != 0);
        }
    }

    private void fill(int[] driven) {
        if (!hasRow) {
            hasRow = driven[rowValid] != 0;
            mantissa = driven[rowScale];
            shift = driven[rowShift];
        } else if (driven[inValid] != 0) {
            int line = lines % params.lines();
            masks[line] = PortBits.get(driven, inMask, 0, params.lanes());
            for (int lane = 0; lane < params.lanes(); lane++) {
                scores[line * params.lanes() + lane] =
                        PortBits.getSigned(driven, inScores, lane * params.scoreBits(), params.scoreBits());
            }
            lines = line + 1;
            if (driven[inLast] != 0) {
                probabilities = probabilities();
                timer = lines + SoftmaxUnitParams.POWER_STAGES - 1 + SoftmaxUnitParams.DIVIDE_CYCLES;
                nextLine = 0;
                isFilling = false;
                hasRow = false;
            }
        }
    }

    /** By the golden function, over the lanes that hold a score. */
    private int[] probabilities() {
        int count = 0;
        long[] row = new long[lines * params.lanes()];
        for (int i = 0; i < row.length; i++) {
            if ((masks[i / params.lanes()] >>> i % params.lanes() & 1) != 0) {
                row[count++] = scores[i];
            }
        }
        if (count == 0) {
            return new int[row.length];
        }
        int[] packed = FixedPointSoftmax.probabilities(Arrays.copyOf(row, count), new Scale(mantissa, shift));
        int[] all = new int[row.length];
        int next = 0;
        for (int i = 0; i < all.length; i++) {
            if ((masks[i / params.lanes()] >>> i % params.lanes() & 1) != 0) {
                all[i] = packed[next++];
            }
        }
        return all;
    }

    private void give(boolean isOutReady) {
        boolean isEnd = output.isValid() && isOutReady && lineOfSlot[output.lastSlot()] + 1 == lines;
        boolean isOffered = nextLine < lines;
        boolean isTaken = isOffered && output.isReady(isOutReady);
        output.advance(isOffered, isOutReady);
        if (isTaken) {
            lineOfSlot[output.firstSlot()] = nextLine++;
        }
        if (isEnd) {
            isFilling = true;
            lines = 0;
        }
    }

    private void deliver(int[] read, int[] care) {
        int line = lineOfSlot[output.lastSlot()];
        PortBits.show(read, care, outLast, line + 1 == lines);
        PortBits.put(read, outMask, 0, params.lanes(), masks[line]);
        PortBits.fillOnes(care, outMask, params.lanes());
        for (int lane = 0; lane < params.lanes(); lane++) {
            if ((masks[line] >>> lane & 1) != 0) {
                PortBits.put(read, outProbabilities, lane * BITS, BITS, probabilities[line * params.lanes() + lane]);
                PortBits.put(care, outProbabilities, lane * BITS, BITS, -1);
            }
        }
    }

    private void clear() {
        hasRow = false;
        isFilling = true;
        lines = 0;
        timer = 0;
        output.clear();
    }

    @Override
    public boolean hasWork() {
        return !isFilling || hasRow;
    }

    @Override
    public boolean isSettled() {
        return isFilling || (timer == 0 && nextLine == lines && output.isSettled());
    }
}
