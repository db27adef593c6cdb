package tessera.sim.dram;

import tessera.models.dram.DramParams;

/**
 * Outcome of one stream on one memory.
 *
 * @param transactions transactions of the stream
 * @param cycles command clocks until the last completion
 * @param timeNs the same in nanoseconds
 * @param bandwidthGbPerS 10^9 bytes moved per second
 * @param peakGbPerS the same with every data wire always busy
 * @param readLatency of the reads, from acceptance to completion
 * @param writeLatency of the writes, from acceptance to acknowledgement
 * @param rowHitRate 1 − activates / transactions; below 0 when rows are opened more than once for one request
 * @param counts actions of all channels
 * @param energyPj energy of these actions by the preset's table, 0 without one
 * @param hasEnergy whether the preset has a table
 */
public record DramResult(
        long transactions,
        long cycles,
        double timeNs,
        double bandwidthGbPerS,
        double peakGbPerS,
        Latency readLatency,
        Latency writeLatency,
        double rowHitRate,
        DramCounts counts,
        double energyPj,
        boolean hasEnergy) {

    /**
     * Latencies in clocks.
     *
     * @param count how many there are; with none every figure is 0
     * @param average mean
     * @param p50 median
     * @param p95 95th percentile
     * @param p99 99th percentile
     * @param largest maximum
     * @param averageFromArrival mean, counted from arrival where that is before acceptance (rule {@code rate})
     */
    public record Latency(
            long count, double average, long p50, long p95, long p99, long largest, double averageFromArrival) {}

    /** The latency a stream is judged by: that of its reads, of its writes if it has no read. */
    public Latency latency() {
        return readLatency.count() > 0 ? readLatency : writeLatency;
    }

    static DramResult of(
            DramParams params, long transactions, Latency reads, Latency writes, long cycles, DramCounts counts) {
        double timeNs = cycles * (params.timing().clockFs() / 1e6);
        return new DramResult(
                transactions,
                cycles,
                timeNs,
                transactions * params.organisation().transactionBytes() / timeNs,
                params.peakGbPerS(),
                reads,
                writes,
                1 - (double) counts.activates() / transactions,
                counts,
                counts.energyPj(params.energy()),
                params.energy().isKnown());
    }
}
