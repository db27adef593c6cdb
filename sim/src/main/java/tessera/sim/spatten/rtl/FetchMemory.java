package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.stat.StatGroup;

/** The memory side of the fetcher: load ports, crossbar and memory channels, between address and response FIFOs. */
final class FetchMemory implements Component {
    private final LoadPort[] ports;
    private final MemoryPort[] channels;
    private final PortStates states;
    private final Crossbar crossbar;
    private final long firstCycle;

    FetchMemory(SpAttenRtlParams params, Fifo[] addresses, Fifo[] responses, StatGroup stats) {
        this.firstCycle = params.resetCycles();
        this.ports = new LoadPort[params.fetchPorts()];
        this.states = new PortStates(params.channels(), ports.length);
        for (int i = 0; i < ports.length; i++) {
            ports[i] = new LoadPort(params, i, states, addresses[i], responses[i]);
        }
        this.channels = new MemoryPort[params.channels()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = new MemoryPort(params.memory(), stats.group("channel_" + i));
        }
        this.crossbar = new Crossbar(params, ports, channels, states);
    }

    @Override
    public long step(long cycle) {
        if (cycle < firstCycle) {
            return firstCycle;
        }
        crossbar.step(cycle);
        for (long left = states.loading; left != 0; left &= left - 1) {
            ports[PortStates.lowest(left)].load(cycle);
        }
        return states.readsInside > 0 ? cycle + 1 : IDLE;
    }

    @Override
    public void finish(long endCycle) {
        for (MemoryPort channel : channels) {
            channel.finish(SpAttenRtlCore.answerCycle(endCycle));
        }
    }

    /** Reads of 32 bytes. */
    long reads() {
        long reads = 0;
        for (MemoryPort channel : channels) {
            reads += channel.reads();
        }
        return reads;
    }
}
