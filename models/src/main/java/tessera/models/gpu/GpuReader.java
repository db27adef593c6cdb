package tessera.models.gpu;

import java.util.ArrayList;
import java.util.List;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;

/** {@link GpuParams} from a YAML mapping in which every parameter stands. */
public final class GpuReader {
    private static final int MOST = 1 << 20;
    private static final double FLOPS_PER_TFLOP = 1e12;
    private static final long FS_PER_NS = 1_000_000;

    private GpuReader() {}

    public static GpuParams read(ConfigNode root) {
        List<String> keys = new ArrayList<>(List.of("kind", "name"));
        keys.addAll(GpuVariants.KEYS);
        ConfigSection gpu = root.section(keys, List.of());
        return new GpuParams(
                gpu.text("name"),
                Labels.find("architecture", gpu.text("architecture"), Architecture.values(), Architecture::label),
                gpu.count("sm_count", 1, 4096),
                gpu.hertz("clock"),
                gpu.count("fp16_flops_per_cycle", 1, MOST),
                gpu.count("fp8_flops_per_cycle", 0, MOST),
                gpu.number("mma_sync_share", 0.01, 1),
                gpu.count("exp_per_cycle", 1, MOST),
                gpu.count("fp32_lanes", 1, MOST),
                gpu.count("shared_memory_bytes_per_cycle", 1, MOST),
                gpu.bytes("shared_memory"),
                gpu.bytes("tensor_memory"),
                gpu.bytes("l2"),
                gpu.count("l2_bytes_per_cycle", 1, MOST),
                gpu.bytesPerSecond("hbm_bandwidth"),
                gpu.count("memory_latency_cycles", 1, MOST),
                gpu.femtoseconds("launch_overhead") / FS_PER_NS,
                gpu.number("copy_steps_per_cycle", 1e-3, MOST),
                gpu.number("copy_bandwidth_share", 0.01, 1),
                gpu.number("sustained_tflops", 1e-3, 1e9) * FLOPS_PER_TFLOP,
                gpu.femtoseconds("power_onset") / FS_PER_NS);
    }
}
