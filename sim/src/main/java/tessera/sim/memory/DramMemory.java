package tessera.sim.memory;

import tessera.models.dram.AddressField;
import tessera.models.dram.DramParams;
import tessera.sim.dram.DramCounts;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.StatGroup;

/** Memory as DRAM: every address matters, down to the row of its bank. */
public final class DramMemory implements Memory {
    private static final int HOP_CYCLES = 1;
    private static final int FIFO_SLOTS = 4;

    private final DramParams params;
    private final Clock clock;
    private final DramMemoryChannel[] channels;
    private final Fifo[] requests;
    private final Fifo[] responses;
    private final int[] fields = new int[AddressField.COUNT];

    /**
     * A memory on its own clock.
     *
     * @param clock the memory's clock; its period is that of the parameters
     * @param outstandingPerChannel reads asked of a channel and not answered, at most
     */
    public DramMemory(DramParams params, Clock clock, int outstandingPerChannel, StatGroup stats) {
        if (clock.periodFs() != params.timing().clockFs()) {
            throw new IllegalArgumentException("clock '" + clock.name() + "' has a period of " + clock.periodFs()
                    + " fs, must be the memory's " + params.timing().clockFs() + " fs");
        }
        this.params = params;
        this.clock = clock;
        int count = params.organisation().channelCount();
        channels = new DramMemoryChannel[count];
        requests = new Fifo[count];
        responses = new Fifo[count];
        for (int i = 0; i < count; i++) {
            requests[i] = new Fifo("memory_request_" + i, FIFO_SLOTS, HOP_CYCLES, HOP_CYCLES, 1);
            responses[i] = new Fifo("memory_response_" + i, FIFO_SLOTS, HOP_CYCLES, HOP_CYCLES, 1);
            channels[i] = new DramMemoryChannel(
                    params, outstandingPerChannel, requests[i], responses[i], stats.group("channel_" + i));
        }
    }

    @Override
    public int channelCount() {
        return channels.length;
    }

    @Override
    public int channelOf(long address) {
        return params.map().channel(address, fields);
    }

    @Override
    public int batchLimit() {
        return 1;
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
            builder.component("memory_channel_" + i, channels[i], clock)
                    .wire(client, requests[i], channels[i])
                    .wire(channels[i], responses[i], client);
        }
    }

    @Override
    public long requestCount() {
        long count = 0;
        for (DramMemoryChannel channel : channels) {
            count += channel.acceptedCount();
        }
        return count;
    }

    /** Actions of all channels up to the end of the run. */
    public DramCounts counts() {
        DramCounts counts = DramCounts.ZERO;
        for (DramMemoryChannel channel : channels) {
            counts = counts.plus(channel.counts());
        }
        return counts;
    }
}
