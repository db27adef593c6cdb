package tessera.sim.memory;

import tessera.models.machine.MemoryParams;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.StatGroup;

/** Memory as bandwidth and latency only: in-order channels at a fixed rate, interleaved by burst. */
public final class BandwidthMemory extends ChannelMemory {
    private static final int FIFO_SLOTS = 64;
    private static final int BATCH_LIMIT = 16;

    private final BandwidthChannel[] channels;
    private final int channelMask;
    private final int burstShift;

    public BandwidthMemory(MemoryParams params, StatGroup stats) {
        super(params.channelCount(), FIFO_SLOTS, 1, 1);
        this.channels = new BandwidthChannel[channelCount()];
        this.channelMask = channels.length - 1;
        this.burstShift = Integer.numberOfTrailingZeros(params.burstBytes());
        for (int i = 0; i < channels.length; i++) {
            channels[i] = new BandwidthChannel(params, requests(i), responses(i), stats.group("channel_" + i));
        }
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
    public void addTo(SimulationBuilder builder, Component client) {
        add(builder, client, channels, builder.mainClock());
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
