package tessera.models.machine;

/**
 * The released RTL of SpAtten. The first four are the parameters of its run script; the others are constants of its
 * source. <b>Source:</b> mit-han-lab/spatten, snapshot a0f1388, spatten_hardware/hardware.
 *
 * @param name of the machine
 * @param bufferLines lines of the key buffer and of the value buffer, a power of two; a line holds one element per
 *     multiplier
 * @param topKParallelism scores compared per cycle in the model that the injected top-k delays are drawn from
 * @param multipliers of each of the two matrix units, a power of two, at least 64
 * @param bandwidthDownsample divides memory channels and fetch ports, and nothing else; a power of two
 * @param clockHz of everything; one tick is one memory clock
 * @param sourceChannels memory channels before the division. <b>Source:</b> SpAtten.scala (16)
 * @param sourceFetchPorts fetch ports before the division. <b>Source:</b> SpAtten.scala (32)
 * @param resetCycles before the first clock edge that counts. <b>Source:</b> the simulator's reset (16)
 * @param handles rows or pairs that each buffer can hold at once. <b>Source:</b> SpAttenController.scala (16)
 * @param topKRoundOverheadCycles of one quick-select round beyond its scores. <b>Source:</b> TopKLatencyModel.scala (3)
 */
public record SpAttenRtlParams(
        String name,
        int bufferLines,
        int topKParallelism,
        int multipliers,
        int bandwidthDownsample,
        long clockHz,
        int sourceChannels,
        int sourceFetchPorts,
        int resetCycles,
        int handles,
        int topKRoundOverheadCycles,
        RtlQueueParams queues,
        RtlMemoryParams memory)
        implements MachineParams {
    /** Elements of a key or value vector; the source asserts that it is nothing else. */
    public static final int HEAD_DIM = 64;
    /** Bytes of one read. */
    public static final int READ_BYTES = 32;
    /** Bits of one buffered element. */
    public static final int ELEMENT_BITS = 12;
    /** Bits that a requantisation fetches for each key element. */
    public static final int REFETCH_BITS = 4;
    /** Banks and write ports of a buffer, and the most matrices that are fused. */
    public static final int BANKS = 2;

    private static final int MAX_MULTIPLIERS = 1024;
    private static final int MAX_BUFFER_LINES = 1 << 14;
    private static final int MAX_FETCH_PORTS = 64;

    public SpAttenRtlParams {
        Checks.powerOfTwo("num_bufline", bufferLines, "the ring's addresses wrap");
        Checks.atLeast("num_bufline", bufferLines, 4);
        atMost("num_bufline", bufferLines, MAX_BUFFER_LINES);
        Checks.atLeast("topk_parallelism", topKParallelism, 1);
        Checks.powerOfTwo("num_multipliers", multipliers, "the adder tree halves it");
        Checks.atLeast("num_multipliers", multipliers, HEAD_DIM);
        atMost("num_multipliers", multipliers, MAX_MULTIPLIERS);
        Checks.powerOfTwo("bandwidth_downsample", bandwidthDownsample, "it divides powers of two");
        atMost("bandwidth_downsample", bandwidthDownsample, sourceChannels);
        Checks.atLeast("clock in Hz", clockHz, 1);
        Checks.powerOfTwo("source_channels", sourceChannels, "address bits choose the channel");
        Checks.powerOfTwo("source_fetch_ports", sourceFetchPorts, "a table line holds one index per port");
        atMost("source_fetch_ports", sourceFetchPorts, MAX_FETCH_PORTS);
        atMost("bandwidth_downsample", bandwidthDownsample, sourceFetchPorts);
        Checks.atLeast("reset_cycles", resetCycles, 1);
        Checks.atLeast("handles", handles, 2);
        Checks.atLeast("top_k_round_overhead_cycles", topKRoundOverheadCycles, 0);
    }

    /** Memory channels. */
    public int channels() {
        return sourceChannels / bandwidthDownsample;
    }

    /** Reads that the fetcher makes per cycle; never fewer than the keys of a line. */
    public int fetchPorts() {
        return Math.max(sourceFetchPorts / bandwidthDownsample, keysPerLine());
    }

    /** Vectors in a buffer line, and scores per cycle. */
    public int keysPerLine() {
        return multipliers / HEAD_DIM;
    }

    /** Vectors that fill a buffer. */
    public int maxKeys() {
        return bufferLines * keysPerLine();
    }

    /** Bytes of both buffers. */
    public long sramBytes() {
        return 2L * bufferLines * multipliers * ELEMENT_BITS / Byte.SIZE;
    }

    /** Lines that {@code vectorCount} ≥ 0 vectors take in a buffer: both banks are always filled equally. */
    public int lines(int vectorCount) {
        int lines = (vectorCount + keysPerLine() - 1) / keysPerLine();
        return (lines + BANKS - 1) / BANKS * BANKS;
    }

    /** Scores, in lines, between the top-k stage and prob·V. <b>Source:</b> SpAttenController.scala. */
    public int scoreQueueDepth() {
        return fetchPorts() / keysPerLine() * BANKS * 8;
    }

    /** Bits of one beat of the fetcher: a read from every port. */
    public int beatBits() {
        return fetchPorts() * READ_BYTES * Byte.SIZE;
    }

    /** Bits of one slice: the elements of a pair of lines. The realigner turns beats into slices. */
    public int sliceBits(int elementBits) {
        return elementBits * multipliers * BANKS;
    }

    /** The realigner's unit: the largest that divides a beat and the slices of all three widths. */
    public int realignBits() {
        return gcd(gcd(beatBits(), sliceBits(4)), gcd(sliceBits(6), sliceBits(8)));
    }

    /** First cycle in which the buffers' allocators answer. */
    public int firstAcceptCycle() {
        return resetCycles + handles;
    }

    /** First cycle in which the buffers can be read and written: every bank is cleared line by line before. */
    public int buffersReadyCycle() {
        return resetCycles + bufferLines / BANKS;
    }

    /** The same with another overhead of a quick-select round. */
    public SpAttenRtlParams withTopKRoundOverhead(int cycles) {
        return new SpAttenRtlParams(
                name,
                bufferLines,
                topKParallelism,
                multipliers,
                bandwidthDownsample,
                clockHz,
                sourceChannels,
                sourceFetchPorts,
                resetCycles,
                handles,
                cycles,
                queues,
                memory);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static void atMost(String name, long value, long most) {
        if (value > most) {
            throw new IllegalArgumentException(name + " = " + value + ", must be at most " + most);
        }
    }
}
