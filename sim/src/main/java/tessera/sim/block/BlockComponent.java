package tessera.sim.block;

import java.util.Arrays;
import java.util.List;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.Activity;
import tessera.sim.stat.Ledger;
import tessera.sim.stat.StatGroup;

/**
 * A block's cycle model as a part of a machine: each stream is a {@link Fifo}. A word that can be popped is a valid
 * beat, a free slot is a ready output. A beat travels as 64-bit words, two payload words each, the first as the Fifo's
 * word, the others as its fields.
 */
public final class BlockComponent implements Component {
    private final BlockModel model;
    private final Fifo[] inputs;
    private final Fifo[] outputs;
    private final Ledger<Activity> cycles;
    private final int[] driven;
    private final int[] read;
    private final int[] care;

    /** Per stream: word of valid or ready and first payload word, in the driven and the read frame. */
    private final int[] inValid;

    private final int[] inPayload;
    private final int[] inReady;
    private final int[] outReady;
    private final int[] outValid;
    private final int[] outPayload;

    /**
     * @param model in its reset state; this component owns it from now on
     * @param inputs per input stream a Fifo with {@link #fieldCount} fields
     * @param outputs per output stream a Fifo with {@link #fieldCount} fields
     */
    public BlockComponent(BlockModel model, List<Fifo> inputs, List<Fifo> outputs, StatGroup stats) {
        BlockPorts ports = model.ports();
        if (inputs.size() != ports.inputs().size()
                || outputs.size() != ports.outputs().size()) {
            throw new IllegalArgumentException("the block has " + ports.inputs().size() + " input and "
                    + ports.outputs().size() + " output streams, got " + inputs.size() + " and " + outputs.size()
                    + " Fifos");
        }
        this.model = model;
        this.inputs = inputs.toArray(Fifo[]::new);
        this.outputs = outputs.toArray(Fifo[]::new);
        this.cycles = stats.ledger("cycles", "cycles of the block", Activity.values());
        this.driven = new int[ports.driven().words()];
        this.read = new int[ports.read().words()];
        this.care = new int[ports.read().words()];
        this.inValid = new int[inputs.size()];
        this.inPayload = new int[inputs.size()];
        this.inReady = new int[inputs.size()];
        for (int i = 0; i < inputs.size(); i++) {
            StreamPorts stream = ports.inputs().get(i);
            inValid[i] = ports.driven().word(stream.valid().name());
            inPayload[i] = ports.driven().word(stream.payload().get(0).name());
            inReady[i] = ports.read().word(stream.ready().name());
        }
        this.outReady = new int[outputs.size()];
        this.outValid = new int[outputs.size()];
        this.outPayload = new int[outputs.size()];
        for (int i = 0; i < outputs.size(); i++) {
            StreamPorts stream = ports.outputs().get(i);
            outReady[i] = ports.driven().word(stream.ready().name());
            outValid[i] = ports.read().word(stream.valid().name());
            outPayload[i] = ports.read().word(stream.payload().get(0).name());
        }
    }

    /** Fields that a Fifo for this stream needs beside its word. */
    public static int fieldCount(StreamPorts stream) {
        return (stream.beat().words() + 1) / 2 - 1;
    }

    @Override
    public long step(long cycle) {
        Arrays.fill(driven, 0);
        Arrays.fill(read, 0);
        Arrays.fill(care, 0);
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].canPop(cycle)) {
                driven[inValid[i]] = 1;
                offer(i, cycle);
            }
        }
        for (int i = 0; i < outputs.length; i++) {
            driven[outReady[i]] = outputs[i].canPush(cycle) ? 1 : 0;
        }
        // Settled before the step and no beat passing in it: the step has changed nothing, and neither would the next.
        boolean wasSettled = model.isSettled();
        model.step(driven, read, care);
        boolean isMoving = false;
        for (int i = 0; i < inputs.length; i++) {
            if (driven[inValid[i]] != 0 && read[inReady[i]] != 0) {
                inputs[i].pop(cycle);
                isMoving = true;
            }
        }
        for (int i = 0; i < outputs.length; i++) {
            if (driven[outReady[i]] != 0 && read[outValid[i]] != 0) {
                deliver(i, cycle);
                isMoving = true;
            }
        }
        if (isMoving || !wasSettled) {
            cycles.enter(Activity.BUSY, cycle);
            return cycle + 1;
        }
        cycles.enter(model.hasWork() ? Activity.WAIT_OUTPUT : Activity.WAIT_INPUT, cycle);
        return IDLE;
    }

    @Override
    public void finish(long endCycle) {
        cycles.close(endCycle);
    }

    @Override
    public boolean hasPendingWork() {
        return model.hasWork();
    }

    private void offer(int stream, long cycle) {
        int words = model.ports().inputs().get(stream).beat().words();
        int base = inPayload[stream];
        for (int word = 0; word < words; word += 2) {
            long pair = word == 0 ? inputs[stream].peek(cycle) : inputs[stream].field(word / 2 - 1);
            driven[base + word] = (int) pair;
            if (word + 1 < words) {
                driven[base + word + 1] = (int) (pair >>> Integer.SIZE);
            }
        }
    }

    private void deliver(int stream, long cycle) {
        int words = model.ports().outputs().get(stream).beat().words();
        int base = outPayload[stream];
        for (int word = 2; word < words; word += 2) {
            outputs[stream].put(word / 2 - 1, pair(base, word, words));
        }
        outputs[stream].push(cycle, pair(base, 0, words));
    }

    private long pair(int base, int word, int words) {
        long low = read[base + word] & 0xffff_ffffL;
        long high = word + 1 < words ? read[base + word + 1] & 0xffff_ffffL : 0;
        return high << Integer.SIZE | low;
    }
}
