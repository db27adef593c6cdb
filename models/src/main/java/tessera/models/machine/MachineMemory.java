package tessera.models.machine;

/** The memory behind a machine's fetcher, as bounds see it: channels that give bursts. Times in cycles of the machine. */
public sealed interface MachineMemory permits MemoryParams, DramMemoryParams {
    /** What it is, for results: the preset's name and map, or "ideal". */
    String title();

    /** Channels, a power of two. */
    int channelCount();

    /** Bytes of one burst, a power of two. */
    int burstBytes();

    /** Bursts in one channel at once. */
    int outstandingPerChannel();

    /** Peak rate of all channels, in bytes per cycle. */
    double bytesPerCycle();

    /** From the service of the very first burst to its data. */
    long firstLatencyCycles();

    /** From the service of any burst to its data, at the least. */
    long leastLatencyCycles();

    /** From the service of the first of so many ≥ 1 bursts to that of the last, at the least: an even share for all. */
    long streamCycles(long bursts);

    /** Cycles between two refreshes of everything; {@code Long.MAX_VALUE} where that never happens. */
    long refreshIntervalCycles();

    /** Cycles for which a refresh holds everything up, at most: its own, and the rows to be opened again. */
    long refreshCycles();
}
