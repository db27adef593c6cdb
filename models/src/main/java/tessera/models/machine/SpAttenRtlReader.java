package tessera.models.machine;

import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;

/**
 * {@link SpAttenParams} of the released RTL, from the four parameters of its run script. {@code bandwidth_downsample}
 * divides channels and fetch ports only; multipliers and SRAM stay.
 * <b>Source:</b> mit-han-lab/spatten, run_spatten_hardware.py and SpAtten.scala.
 */
final class SpAttenRtlReader {
    /** The released RTL works on vectors of 64 elements only. */
    private static final int HEAD_DIM = 64;

    private static final int MULTIPLIER_BITS = 12;
    /** Cycles of reset before the buffer RAMs are cleared. */
    private static final int RESET_CYCLES = 16;
    /** Places of one port's response FIFO. */
    private static final int OUTSTANDING_PER_PORT = 64;

    private SpAttenRtlReader() {}

    static SpAttenParams read(ConfigNode root) {
        ConfigSection machine = root.section(
                "kind",
                "name",
                "num_bufline",
                "topk_parallelism",
                "num_multipliers",
                "bandwidth_downsample",
                "clock",
                "source_channel_count",
                "source_fetch_port_count",
                "split_queue_depth",
                "request_handles",
                "top_k_round_overhead_cycles",
                "memory");
        int multipliers = machine.powerOfTwo("num_multipliers", HEAD_DIM, 1024);
        int bufferLines = evenCount(machine, "num_bufline", 2, 1 << 20);
        int channels = divided(machine, "source_channel_count");
        int ports = Math.max(divided(machine, "source_fetch_port_count"), multipliers / HEAD_DIM);
        int keysPerCycle = multipliers / HEAD_DIM;
        long sramBytes = (long) bufferLines * multipliers * MULTIPLIER_BITS / Byte.SIZE;
        return new SpAttenParams(
                machine.text("name"),
                machine.hertz("clock"),
                multipliers,
                MULTIPLIER_BITS,
                HEAD_DIM,
                keysPerCycle,
                2 + log2(HEAD_DIM),
                4 + log2(keysPerCycle),
                machine.count("request_handles", 1, 1 << 16),
                2 * machine.count("request_handles", 1, 1 << 16),
                RESET_CYCLES + bufferLines / 2,
                sramBytes,
                sramBytes,
                new SoftmaxParams(keysPerCycle, 1, 1),
                new TopKParams(
                        TopKParams.Engine.QUICK_SELECT,
                        1,
                        bufferLines * keysPerCycle,
                        machine.powerOfTwo("topk_parallelism", 1, 1024),
                        MULTIPLIER_BITS,
                        machine.count("top_k_round_overhead_cycles", 0, 1000)),
                new FetchParams(ports, machine.count("split_queue_depth", 1, 1 << 16), ports * OUTSTANDING_PER_PORT),
                memory(machine.node("memory"), machine.hertz("clock"), channels),
                WorkloadRules.RELEASED_DRIVER);
    }

    private static MemoryParams memory(ConfigNode node, long clockHz, int channels) {
        ConfigSection memory = node.section("channel_bandwidth", "burst", "latency_cycles", "outstanding_per_channel");
        return new MemoryParams(
                channels,
                SpAttenReader.bytesPerCycle(memory, clockHz),
                SpAttenReader.burst(memory),
                memory.count("latency_cycles", 1, 1_000_000),
                memory.count("outstanding_per_channel", 1, 1 << 16));
    }

    private static int divided(ConfigSection machine, String key) {
        int downsample = machine.powerOfTwo("bandwidth_downsample", 1, 1024);
        int source = machine.powerOfTwo(key, 1, 1024);
        if (source < downsample) {
            throw machine.node("bandwidth_downsample")
                    .wrong("at most " + key + " = " + source + ", so that one is left");
        }
        return source / downsample;
    }

    private static int evenCount(ConfigSection machine, String key, int min, int max) {
        int value = machine.count(key, min, max);
        if (value % 2 != 0) {
            throw machine.node(key).wrong("an even number, because the buffer has two banks");
        }
        return value;
    }

    private static int log2(int powerOfTwo) {
        return Integer.numberOfTrailingZeros(powerOfTwo);
    }
}
