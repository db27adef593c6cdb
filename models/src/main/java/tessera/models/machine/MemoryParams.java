package tessera.models.machine;

import tessera.traces.check.CeilDiv;

/**
 * Memory as bandwidth and latency: channels that serve bursts in order at a fixed rate. Rows, banks and refresh are not in
 * it: the ideal that a DRAM is compared with.
 *
 * @param channelCount a power of two; bursts go round the channels. <b>Source:</b> arXiv 2012.09852
 *     v3, table I (HBM2, 16 channels); 32-byte interleave: crossbar of the released RTL
 * @param channelBytesPerCycle peak rate of one channel, in bytes per machine cycle. <b>Source:</b> table I (32 GB/s at
 *     1 GHz)
 * @param burstBytes one transfer unit, a power of two. <b>Source:</b> 32 bytes, released RTL
 * @param latencyCycles from the first cycle of a burst's service to its data, at least 1. <b>Source:</b> the preset's
 * @param outstandingPerChannel bursts in one channel at once. <b>Source:</b> the preset's
 */
public record MemoryParams(
        int channelCount, int channelBytesPerCycle, int burstBytes, int latencyCycles, int outstandingPerChannel)
        implements MachineMemory {
    public MemoryParams {
        Checks.powerOfTwo("memory.channel_count", channelCount, "address mapping interleaves by channel");
        Checks.atLeast("memory.channel_bandwidth in bytes per cycle", channelBytesPerCycle, 1);
        Checks.powerOfTwo("memory.burst", burstBytes, "address bits below it are dropped");
        Checks.atLeast("memory.latency_cycles", latencyCycles, 1);
        Checks.atLeast("memory.outstanding_per_channel", outstandingPerChannel, 1);
    }

    @Override
    public String title() {
        return "ideal";
    }

    @Override
    public double bytesPerCycle() {
        return (double) channelCount * channelBytesPerCycle;
    }

    @Override
    public long firstLatencyCycles() {
        return latencyCycles;
    }

    @Override
    public long leastLatencyCycles() {
        return latencyCycles;
    }

    @Override
    public long streamCycles(long bursts) {
        long behindFirst = CeilDiv.of(bursts, (long) channelCount) - 1;
        return Math.multiplyExact(behindFirst, burstBytes) / channelBytesPerCycle;
    }

    @Override
    public long refreshIntervalCycles() {
        return Long.MAX_VALUE;
    }

    @Override
    public long refreshCycles() {
        return 0;
    }
}
