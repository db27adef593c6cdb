package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.kernel.Component;
import tessera.sim.stat.StatGroup;

/** The memory side of the fetcher: load ports, crossbar and memory channels, between address and response FIFOs. */
final class FetchMemory implements Component {
    private final BeatLink link;
    private final LoadPorts ports;
    private final MemoryPort[] channels;
    private final Crossbar crossbar;
    private final long firstCycle;

    FetchMemory(SpAttenRtlParams params, RowNotes notes, BeatLink link, StatGroup stats) {
        this.firstCycle = params.resetCycles();
        this.link = link;
        this.ports = new LoadPorts(params, link);
        this.channels = new MemoryPort[params.channels()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = new MemoryPort(params.memory(), notes, stats.group("channel_" + i));
        }
        this.crossbar = new Crossbar(params, ports, channels);
    }

    /** For tests: every channel's edge in every cycle. */
    void neverSkip() {
        for (MemoryPort channel : channels) {
            channel.neverSkip();
        }
    }

    @Override
    public long step(long cycle) {
        if (cycle < firstCycle) {
            return firstCycle;
        }
        crossbar.step(cycle);
        ports.load(cycle);
        if (ports.isIdle() && !link.beats.canPop(cycle)) {
            return IDLE;
        }
        return cycle + 1;
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
