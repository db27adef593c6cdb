package tessera.models.machine;

import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;

/** {@link SpAttenRtlParams} from YAML; the first four keys have the names of the released run script. */
final class SpAttenRtlReader {
    private static final int MAX_COUNT = 1 << 16;

    private SpAttenRtlReader() {}

    static SpAttenRtlParams read(ConfigNode root) {
        ConfigSection machine = root.section(
                "kind",
                "name",
                "num_bufline",
                "topk_parallelism",
                "num_multipliers",
                "bandwidth_downsample",
                "clock",
                "source_channels",
                "source_fetch_ports",
                "reset_cycles",
                "handles",
                "top_k_round_overhead_cycles",
                "queues",
                "memory");
        return new SpAttenRtlParams(
                machine.text("name"),
                machine.powerOfTwo("num_bufline", 4, 1 << 14),
                machine.count("topk_parallelism", 1, MAX_COUNT),
                machine.powerOfTwo("num_multipliers", SpAttenRtlParams.HEAD_DIM, 1024),
                downsample(machine),
                machine.hertz("clock"),
                machine.powerOfTwo("source_channels", 1, 1024),
                machine.powerOfTwo("source_fetch_ports", 1, 64),
                machine.count("reset_cycles", 1, MAX_COUNT),
                machine.count("handles", 2, MAX_COUNT),
                machine.count("top_k_round_overhead_cycles", 0, MAX_COUNT),
                queues(machine.node("queues")),
                memory(machine.node("memory")));
    }

    private static int downsample(ConfigSection machine) {
        int channels = machine.powerOfTwo("source_channels", 1, 1024);
        int ports = machine.powerOfTwo("source_fetch_ports", 1, 64);
        return machine.powerOfTwo("bandwidth_downsample", 1, Math.min(channels, ports));
    }

    private static RtlQueueParams queues(ConfigNode node) {
        ConfigSection queues =
                node.section("requests", "contexts", "addresses", "outstanding", "responses", "buffer_reads");
        return new RtlQueueParams(
                queues.count("requests", 4, MAX_COUNT),
                queues.count("contexts", 2, MAX_COUNT),
                queues.count("addresses", 2, MAX_COUNT),
                queues.count("outstanding", 2, MAX_COUNT),
                queues.count("responses", 2, MAX_COUNT),
                queues.powerOfTwo("buffer_reads", 2, MAX_COUNT));
    }

    private static RtlMemoryParams memory(ConfigNode node) {
        ConfigSection memory = node.section(
                "outstanding_reads",
                "t_burst_cycles",
                "t_cas_cycles",
                "t_rcd_cycles",
                "t_rp_cycles",
                "t_ras_cycles",
                "t_rc_cycles",
                "t_rtp_cycles",
                "t_rrd_short_cycles",
                "t_rrd_long_cycles",
                "t_faw_cycles",
                "activate_command_cycles");
        return new RtlMemoryParams(
                memory.count("outstanding_reads", 1, 32),
                memory.count("t_burst_cycles", 2, MAX_COUNT),
                memory.count("t_cas_cycles", 1, MAX_COUNT),
                memory.count("t_rcd_cycles", 1, MAX_COUNT),
                memory.count("t_rp_cycles", 1, MAX_COUNT),
                memory.count("t_ras_cycles", 1, MAX_COUNT),
                memory.count("t_rc_cycles", 1, MAX_COUNT),
                memory.count("t_rtp_cycles", 1, MAX_COUNT),
                memory.count("t_rrd_short_cycles", 1, MAX_COUNT),
                memory.count("t_rrd_long_cycles", 1, MAX_COUNT),
                memory.count("t_faw_cycles", 1, MAX_COUNT),
                memory.count("activate_command_cycles", 1, MAX_COUNT));
    }
}
