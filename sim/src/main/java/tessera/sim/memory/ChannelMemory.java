package tessera.sim.memory;

import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.Fifo;
import tessera.sim.kernel.SimulationBuilder;

/** What memories of channels have in common: a Fifo to each channel and one back. */
abstract class ChannelMemory implements Memory {
    private static final int HOP_CYCLES = 1;

    private final Fifo[] requests;
    private final Fifo[] responses;

    ChannelMemory(int channelCount, int slots, int requestFields, int answerFields) {
        requests = new Fifo[channelCount];
        responses = new Fifo[channelCount];
        for (int i = 0; i < channelCount; i++) {
            requests[i] = new Fifo("memory_request_" + i, slots, HOP_CYCLES, HOP_CYCLES, requestFields);
            responses[i] = new Fifo("memory_response_" + i, slots, HOP_CYCLES, HOP_CYCLES, answerFields);
        }
    }

    @Override
    public final int channelCount() {
        return requests.length;
    }

    @Override
    public final Fifo requests(int channel) {
        return requests[channel];
    }

    @Override
    public final Fifo responses(int channel) {
        return responses[channel];
    }

    /** Adds the channels, in order, on a clock; wired to the client. */
    final void add(SimulationBuilder builder, Component client, Component[] channels, Clock clock) {
        for (int i = 0; i < channels.length; i++) {
            builder.component("memory_channel_" + i, channels[i], clock)
                    .wire(client, requests[i], channels[i])
                    .wire(channels[i], responses[i], client);
        }
    }
}
