package tessera.sim.block;

import java.util.ArrayList;
import java.util.List;

/** The ports of a block beside its clock: {@code rst} and streams in and out. */
public final class BlockPorts {
    /** Synchronous reset, active high: the first driven port of every block. */
    public static final Port RESET = new Port("rst", 1);

    private final List<StreamPorts> inputs;
    private final List<StreamPorts> outputs;
    private final PortFrame driven;
    private final PortFrame read;

    public BlockPorts(List<StreamPorts> inputs, List<StreamPorts> outputs) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        List<List<Port>> drivenPorts = new ArrayList<>();
        List<List<Port>> readPorts = new ArrayList<>();
        drivenPorts.add(List.of(RESET));
        for (StreamPorts stream : inputs) {
            drivenPorts.add(List.of(stream.valid()));
            drivenPorts.add(stream.payload());
            readPorts.add(List.of(stream.ready()));
        }
        for (StreamPorts stream : outputs) {
            drivenPorts.add(List.of(stream.ready()));
            readPorts.add(List.of(stream.valid()));
            readPorts.add(stream.payload());
        }
        this.driven = PortFrame.of(drivenPorts);
        this.read = PortFrame.of(readPorts);
    }

    /** Streams into the block. */
    public List<StreamPorts> inputs() {
        return inputs;
    }

    /** Streams out of the block. */
    public List<StreamPorts> outputs() {
        return outputs;
    }

    /** What the surroundings drive: reset, per input valid and payload, per output ready. */
    public PortFrame driven() {
        return driven;
    }

    /** What the surroundings read: per input ready, per output valid and payload. */
    public PortFrame read() {
        return read;
    }
}
