package tessera.hdl.block;

import java.util.LinkedHashMap;
import java.util.Map;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.Port;
import tessera.sim.block.StreamPorts;

/** The ports of a block as signals of its module: clk, rst, then stream by stream. */
final class StreamSignals {
    private final Map<String, Signal> signals = new LinkedHashMap<>();
    private final Signal reset;

    /** Declares them all, inputs first. */
    StreamSignals(ModuleBuilder m, BlockPorts ports) {
        m.clock();
        reset = m.reset();
        for (StreamPorts stream : ports.inputs()) {
            put(m.input(stream.valid().name(), 1));
            put(m.output(stream.ready().name(), 1));
            for (Port port : stream.payload()) {
                put(m.input(port.name(), port.bits()));
            }
        }
        for (StreamPorts stream : ports.outputs()) {
            put(m.output(stream.valid().name(), 1));
            put(m.input(stream.ready().name(), 1));
            for (Port port : stream.payload()) {
                put(m.output(port.name(), port.bits()));
            }
        }
    }

    private void put(Signal signal) {
        signals.put(signal.name(), signal);
    }

    Signal reset() {
        return reset;
    }

    Signal get(String port) {
        Signal signal = signals.get(port);
        if (signal == null) {
            throw new IllegalArgumentException("no port " + port + " among " + signals.keySet());
        }
        return signal;
    }
}
