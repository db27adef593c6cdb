package tessera.sim.memory;

import tessera.models.machine.MemoryParams;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.StatGroup;

/** Memory as bandwidth and latency only: in-order channels at a fixed rate, interleaved by burst. */
public final class BandwidthMemory implements Memory {
    private static final int HOP_CYCLES = 1;
    private static final int FIFO_SLOTS = 64;
    private static final int BATCH_LIMIT = 16;

    private final BandwidthChannel[] channels;
    private final Fifo[] requests;
    private final Fifo[] responses;
    private final int channelMask;
    private final int burstShift;

    public BandwidthMemory(MemoryParams params, StatGroup stats) {
        int count = params.channelCount();
        this.channels = new BandwidthChannel[count];
        this.requests = new Fifo[count];
        this.responses = new Fifo[count];
        this.channelMask = count - 1;
        this.burstShift = Integer.numberOfTrailingZeros(params.burstBytes());
        for (int i = 0; i < count; i++) {
            requests[i] = new Fifo("memory_request_" + i, FIFO_SLOTS, HOP_CYCLES, HOP_CYCLES, 1);
            responses[i] = new Fifo("memory_response_" + i, FIFO_SLOTS, HOP_CYCLES, HOP_CYCLES, 1);
            channels[i] = new BandwidthChannel(params, requests[i], responses[i], stats.group("channel_" + i));
        }
    }

    @Override
    public int channelCount() {
        return channels.length;
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public int channelOf(long address) {
        return (int) (address >>> burstShift) & channelMask;
    }

    @Override
    public int batchLimit() {
        return BATCH_LIMIT;
    }

    @Override
    public Fifo requests(int channel) {
        return requests[channel];
    }

    @Override
    public Fifo responses(int channel) {
        return responses[channel];
    }

    @Override
    public void addTo(SimulationBuilder builder, Component client) {
        for (int i = 0; i < channels.length; i++) {
            builder.component("memory_channel_" + i, channels[i])
                    .wire(client, requests[i], channels[i])
                    .wire(channels[i], responses[i], client);
        }
    }

    @Override
    public long requestCount() {
        long count = 0;
        for (BandwidthChannel channel : channels) {
            count += channel.burstCount();
        }
        return count;
    }
}
