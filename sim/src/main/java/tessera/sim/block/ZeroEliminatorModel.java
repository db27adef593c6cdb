package tessera.sim.block;

import java.util.List;
import tessera.models.block.ZeroEliminatorParams;

/**
 * The zero eliminator cycle by cycle: a beat is packed when it is taken and comes out
 * {@link ZeroEliminatorParams#latencyCycles()} cycles later, later still when the output stalls.
 */
public final class ZeroEliminatorModel implements BlockModel {
    private final ZeroEliminatorParams params;
    private final BlockPorts ports;
    private final ElasticPipeline pipeline;

    /** Slot → packed words of the beat in it. */
    private final int[][] data;
    /** Slot → kept lanes. */
    private final int[] counts;
    /** Slot → whether it ends its packet. */
    private final boolean[] isLast;

    private final int inValid;
    private final int inLast;
    private final int inMask;
    private final int inData;
    private final int outReady;
    private final int inReady;
    private final int outValid;
    private final int outLast;
    private final int outCount;
    private final int outData;

    public ZeroEliminatorModel(ZeroEliminatorParams params) {
        this.params = params;
        this.ports = ports(params);
        int stages = params.latencyCycles();
        this.pipeline = new ElasticPipeline(stages);
        this.data = new int[stages][new Port("data", params.lanes() * params.laneBits()).words()];
        this.counts = new int[stages];
        this.isLast = new boolean[stages];
        this.inValid = ports.driven().word("in_valid");
        this.inLast = ports.driven().word("in_last");
        this.inMask = ports.driven().word("in_mask");
        this.inData = ports.driven().word("in_data");
        this.outReady = ports.driven().word("out_ready");
        this.inReady = ports.read().word("in_ready");
        this.outValid = ports.read().word("out_valid");
        this.outLast = ports.read().word("out_last");
        this.outCount = ports.read().word("out_count");
        this.outData = ports.read().word("out_data");
    }

    /**
     * Ports: {@code in} (last, mask, data) and {@code out} (last, count, data). Data is lane 0 lowest; of {@code out_data}
     * only the lowest {@code out_count} lanes mean anything.
     */
    public static BlockPorts ports(ZeroEliminatorParams params) {
        int dataBits = params.lanes() * params.laneBits();
        return new BlockPorts(
                List.of(new StreamPorts(
                        "in",
                        List.of(
                                new Port("in_last", 1),
                                new Port("in_mask", params.lanes()),
                                new Port("in_data", dataBits)))),
                List.of(new StreamPorts(
                        "out",
                        List.of(
                                new Port("out_last", 1),
                                new Port("out_count", params.shiftLayers() + 1),
                                new Port("out_data", dataBits)))));
    }

    @Override
    public BlockPorts ports() {
        return ports;
    }

    @Override
    public void step(int[] driven, int[] read, int[] care) {
        if (driven[0] != 0) {
            pipeline.clear();
            return;
        }
        boolean isOutReady = driven[outReady] != 0;
        boolean isInReady = pipeline.isReady(isOutReady);
        PortBits.show(read, care, inReady, isInReady);
        PortBits.show(read, care, outValid, pipeline.isValid());
        if (pipeline.isValid()) {
            deliver(read, care);
        }
        boolean isInValid = driven[inValid] != 0;
        pipeline.advance(isInValid, isOutReady);
        if (isInValid && isInReady) {
            take(driven);
        }
    }

    @Override
    public boolean hasWork() {
        return !pipeline.isEmpty();
    }

    @Override
    public boolean isSettled() {
        return pipeline.isSettled();
    }

    private void deliver(int[] read, int[] care) {
        int slot = pipeline.lastSlot();
        read[outLast] = isLast[slot] ? 1 : 0;
        read[outCount] = counts[slot];
        System.arraycopy(data[slot], 0, read, outData, data[slot].length);
        PortBits.fillOnes(care, outLast, 1);
        PortBits.fillOnes(care, outCount, params.shiftLayers() + 1);
        PortBits.fillOnes(care, outData, counts[slot] * params.laneBits());
    }

    private void take(int[] driven) {
        int slot = pipeline.firstSlot();
        int bits = params.laneBits();
        int count = 0;
        for (int lane = 0; lane < params.lanes(); lane++) {
            if (PortBits.get(driven, inMask, lane, 1) != 0) {
                PortBits.put(data[slot], 0, count * bits, bits, PortBits.get(driven, inData, lane * bits, bits));
                count++;
            }
        }
        counts[slot] = count;
        isLast[slot] = driven[inLast] != 0;
    }
}
