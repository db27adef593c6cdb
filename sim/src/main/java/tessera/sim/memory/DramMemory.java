package tessera.sim.memory;

import tessera.models.dram.AddressField;
import tessera.models.dram.DramParams;
import tessera.sim.dram.DramCounts;
import tessera.sim.dram.DramWait;
import tessera.sim.kernel.Clock;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.SimulationBuilder;
import tessera.sim.stat.StatGroup;

/**
 * Memory as DRAM: every address matters, down to the row of its bank. Reads of a channel come back in the order in which
 * their data do, with their tags.
 */
public final class DramMemory extends ChannelMemory {
    private static final int FIFO_SLOTS = 4;
    private static final int REQUEST_FIELDS = 2;
    private static final int ANSWER_FIELDS = 3;

    private final DramParams params;
    private final Clock clock;
    private final DramMemoryChannel[] channels;
    private final int[] fields = new int[AddressField.COUNT];

    /**
     * A memory on its own clock, which may be the machine's.
     *
     * @param clock the memory's clock; its period is that of the parameters
     * @param outstandingPerChannel reads asked of a channel and not answered, at most
     */
    public DramMemory(DramParams params, Clock clock, int outstandingPerChannel, StatGroup stats) {
        super(params.organisation().channelCount(), FIFO_SLOTS, REQUEST_FIELDS, ANSWER_FIELDS);
        if (clock.periodFs() != params.timing().clockFs()) {
            throw new IllegalArgumentException("clock '" + clock.name() + "' has a period of " + clock.periodFs()
                    + " fs, must be the memory's " + params.timing().clockFs() + " fs");
        }
        this.params = params;
        this.clock = clock;
        channels = new DramMemoryChannel[channelCount()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = new DramMemoryChannel(
                    params, outstandingPerChannel, requests(i), responses(i), stats.group("channel_" + i));
        }
    }

    /** The memory's clock for a machine: the machine's own where it has the same period. */
    public static Clock clock(DramParams params, Clock machine) {
        long period = params.timing().clockFs();
        return machine.periodFs() == period ? machine : new Clock("memory", period);
    }

    @Override
    public boolean isOrdered() {
        return false;
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
    public void addTo(SimulationBuilder builder, Component client) {
        add(builder, client, channels, clock);
    }

    @Override
    public long requestCount() {
        long count = 0;
        for (DramMemoryChannel channel : channels) {
            count += channel.acceptedCount();
        }
        return count;
    }

    /** Channel cycles charged to a cause, summed over channels; all causes together are channels x elapsed cycles. */
    public long cycles(DramWait cause) {
        long cycles = 0;
        for (DramMemoryChannel channel : channels) {
            cycles += channel.cycles(cause);
        }
        return cycles;
    }

    /** Energy of these actions by the preset's table, in picojoules; 0 where it has none. */
    public double energyPj() {
        return counts().energyPj(params.energy());
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
