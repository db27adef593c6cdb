package tessera.models.machine;

import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;
import tessera.models.machine.SpAttenVariants.CoreNumber;

/** {@link SpAttenParams} from a YAML mapping in which every parameter stands. */
final class SpAttenReader {
    private static final long FS_PER_SECOND = 1_000_000_000_000_000L;

    private SpAttenReader() {}

    private static ConfigSection section(ConfigNode root) {
        return root.section(
                "kind",
                "name",
                "clock",
                "multiplier_count",
                "multiplier_bits",
                "element_bits",
                "max_head_dim",
                "max_vectors_per_cycle",
                "dot_product_latency_cycles",
                "prob_value_latency_cycles",
                "loads_in_flight",
                "rows_in_flight",
                "start_up_cycles",
                "key_sram",
                "value_sram",
                "softmax",
                "top_k",
                "fetch",
                "dram",
                "memory");
    }

    static SpAttenParams read(ConfigNode root) {
        ConfigSection machine = section(root);
        long clockHz = number(machine, CoreNumber.CLOCK);
        return new SpAttenParams(
                machine.text("name"),
                clockHz,
                (int) number(machine, CoreNumber.MULTIPLIER_COUNT),
                (int) number(machine, CoreNumber.MULTIPLIER_BITS),
                machine.integers("element_bits", 2, 16).stream()
                        .map(Long::intValue)
                        .toList(),
                (int) number(machine, CoreNumber.MAX_HEAD_DIM),
                (int) number(machine, CoreNumber.MAX_VECTORS_PER_CYCLE),
                (int) number(machine, CoreNumber.DOT_PRODUCT_LATENCY_CYCLES),
                (int) number(machine, CoreNumber.PROB_VALUE_LATENCY_CYCLES),
                (int) number(machine, CoreNumber.LOADS_IN_FLIGHT),
                (int) number(machine, CoreNumber.ROWS_IN_FLIGHT),
                (int) number(machine, CoreNumber.START_UP_CYCLES),
                number(machine, CoreNumber.KEY_SRAM),
                number(machine, CoreNumber.VALUE_SRAM),
                softmax(machine.node("softmax")),
                topK(machine.node("top_k")),
                fetch(machine.node("fetch")),
                memory(machine, clockHz));
    }

    /** One number of a machine's mapping. */
    static long number(ConfigNode root, CoreNumber number) {
        return number(section(root), number);
    }

    private static long number(ConfigSection machine, CoreNumber number) {
        String key = number.key();
        return switch (number) {
            case CLOCK -> machine.hertz(key);
            case MULTIPLIER_COUNT -> machine.powerOfTwo(key, 1, 1 << 16);
            case MULTIPLIER_BITS -> machine.count(key, 2, 16);
            case MAX_HEAD_DIM, MAX_VECTORS_PER_CYCLE, LOADS_IN_FLIGHT, ROWS_IN_FLIGHT -> machine.count(key, 1, 1 << 16);
            case DOT_PRODUCT_LATENCY_CYCLES, PROB_VALUE_LATENCY_CYCLES -> machine.count(key, 1, 10_000);
            case START_UP_CYCLES -> machine.count(key, 0, 1_000_000);
            case KEY_SRAM, VALUE_SRAM -> machine.bytes(key);
        };
    }

    static SoftmaxParams softmax(ConfigNode node) {
        ConfigSection softmax = node.section("lanes", "accumulate_latency_cycles", "divide_latency_cycles");
        return new SoftmaxParams(
                softmax.count("lanes", 1, 4096),
                softmax.count("accumulate_latency_cycles", 1, 10_000),
                softmax.count("divide_latency_cycles", 1, 10_000));
    }

    static TopKParams topK(ConfigNode node) {
        ConfigSection topK = node.section(
                "engine", "engine_count", "capacity", "lanes", "score_bits", "round_overhead_cycles", "digit_bits");
        return new TopKParams(
                topK.choice("engine", TopKParams.Engine.class),
                topK.count("engine_count", 1, 64),
                topK.count("capacity", 1, 1 << 24),
                topK.powerOfTwo("lanes", 1, 4096),
                topK.count("score_bits", 1, 32),
                topK.count("round_overhead_cycles", 0, 10_000),
                topK.count("digit_bits", 1, 8));
    }

    static FetchParams fetch(ConfigNode node) {
        ConfigSection fetch = node.section("port_count", "address_fifo_depth", "outstanding_limit");
        return new FetchParams(
                fetch.count("port_count", 1, 4096),
                fetch.count("address_fifo_depth", 1, 1 << 16),
                fetch.count("outstanding_limit", 1, 1 << 16));
    }

    private static MachineMemory memory(ConfigSection machine, long clockHz) {
        MemoryParams ideal = memory(machine.node("memory"), clockHz);
        long cycleFs = (FS_PER_SECOND + clockHz / 2) / clockHz;
        return MachineDram.isIdeal(machine.node("dram")) ? ideal : MachineDram.read(machine.node("dram"), cycleFs);
    }

    static MemoryParams memory(ConfigNode node, long clockHz) {
        ConfigSection memory = node.section(
                "channel_count", "channel_bandwidth", "burst", "latency_cycles", "outstanding_per_channel");
        return new MemoryParams(
                memory.powerOfTwo("channel_count", 1, 1024),
                bytesPerCycle(memory, clockHz),
                burst(memory),
                memory.count("latency_cycles", 1, 1_000_000),
                memory.count("outstanding_per_channel", 1, 1 << 16));
    }

    /** The channel's rate in whole bytes of the machine's cycle. */
    static int bytesPerCycle(ConfigSection memory, long clockHz) {
        long bytesPerSecond = memory.bytesPerSecond("channel_bandwidth");
        long bytesPerCycle = bytesPerSecond / clockHz;
        if (bytesPerSecond % clockHz != 0 || bytesPerCycle < 1 || bytesPerCycle > 1 << 20) {
            throw memory.node("channel_bandwidth")
                    .wrong("a whole number of bytes per cycle of the " + clockHz + " Hz clock, at least 1");
        }
        return (int) bytesPerCycle;
    }

    static int burst(ConfigSection memory) {
        long bytes = memory.bytes("burst");
        if (bytes < 1 || bytes > 4096 || Long.bitCount(bytes) != 1) {
            throw memory.node("burst").wrong("a power of two between 1 B and 4096 B");
        }
        return (int) bytes;
    }
}
