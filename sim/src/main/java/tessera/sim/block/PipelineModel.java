package tessera.sim.block;

import java.util.Arrays;

/**
 * A block with one output stream, and one input stream whose beats pass a fixed number of register stages in order. What a beat
 * becomes is computed when it is taken; the last stage may keep a beat to itself (a sum that is not complete yet). In
 * Verilog: stages with {@code ready_s = ~valid_s_q | ready_(s+1)}.
 */
public abstract class PipelineModel implements BlockModel {
    private final BlockPorts ports;
    private final ElasticPipeline pipeline;
    private final int[][] values;
    private final int[][] cares;
    private final boolean[] isAbsorbed;
    private final int inValid;
    private final int inReady;
    private final int outValid;
    private final int outReady;
    private final int outPayload;

    /** @param stages cycles from an accepted beat to the output */
    protected PipelineModel(BlockPorts ports, int stages) {
        this(ports, stages, 0);
    }

    /**
     * A block with further input streams, which {@link #side} serves.
     *
     * @param stream index of the input stream that flows through the stages
     */
    protected PipelineModel(BlockPorts ports, int stages, int stream) {
        StreamPorts in = ports.inputs().get(stream);
        StreamPorts out = ports.outputs().get(0);
        this.ports = ports;
        this.pipeline = new ElasticPipeline(stages);
        this.values = new int[stages][out.beat().words()];
        this.cares = new int[stages][out.beat().words()];
        this.isAbsorbed = new boolean[stages];
        this.inValid = ports.driven().word(in.valid().name());
        this.inReady = ports.read().word(in.ready().name());
        this.outValid = ports.read().word(out.valid().name());
        this.outReady = ports.driven().word(out.ready().name());
        this.outPayload = ports.read().word(out.payload().get(0).name());
    }

    /**
     * A beat is taken.
     *
     * @param driven the driven frame of this cycle
     * @param value receives the output beat, laid out as {@link StreamPorts#beat}; zeros on entry
     * @param care receives a 1 for each bit that means something; ones in the ports' widths on entry
     * @return whether a beat comes out for it
     */
    protected abstract boolean take(int[] driven, int[] value, int[] care);

    /** Forgets everything that {@link #take} has remembered: what reset does. */
    protected void clear() {}

    /** Whether {@link #take} remembers something that will come out later. */
    protected boolean isHolding() {
        return false;
    }

    /** Whether the flowing stream may pass at all in this cycle. */
    protected boolean isOpen() {
        return true;
    }

    /**
     * The other input streams: their ready before the clock edge, then the edge.
     *
     * @param isTaken whether a beat of the flowing stream is taken at this edge; {@link #take} has seen it already
     */
    protected void side(int[] driven, int[] read, int[] care, boolean isTaken) {}

    /** First word of a driven port. */
    protected final int driven(String port) {
        return ports.driven().word(port);
    }

    /** First word of a port inside the output beat. */
    protected final int out(String port) {
        return ports.outputs().get(0).beat().word(port);
    }

    @Override
    public final BlockPorts ports() {
        return ports;
    }

    @Override
    public final void step(int[] driven, int[] read, int[] care) {
        if (driven[0] != 0) {
            pipeline.clear();
            clear();
            return;
        }
        boolean isOutReady = driven[outReady] != 0;
        boolean isInReady = isOpen() && pipeline.isReady(isOutReady);
        PortBits.show(read, care, inReady, isInReady);
        PortBits.show(read, care, outValid, pipeline.isValid());
        if (pipeline.isValid()) {
            int slot = pipeline.lastSlot();
            System.arraycopy(values[slot], 0, read, outPayload, values[slot].length);
            System.arraycopy(cares[slot], 0, care, outPayload, cares[slot].length);
        }
        boolean isOffered = driven[inValid] != 0 && isOpen();
        boolean isTaken = isOffered && isInReady;
        pipeline.advance(isOffered, isOutReady);
        if (isTaken) {
            fill(driven, pipeline.firstSlot());
        }
        side(driven, read, care, isTaken);
        if (pipeline.isValid() && isAbsorbed[pipeline.lastSlot()]) {
            pipeline.absorbLast();
        }
    }

    private void fill(int[] driven, int slot) {
        Arrays.fill(values[slot], 0);
        Arrays.fill(cares[slot], 0);
        ports.outputs().get(0).beat().fillOnes(cares[slot], 0);
        isAbsorbed[slot] = !take(driven, values[slot], cares[slot]);
    }

    @Override
    public final boolean hasWork() {
        return !pipeline.isEmpty() || isHolding();
    }

    @Override
    public final boolean isSettled() {
        return pipeline.isSettled();
    }
}
