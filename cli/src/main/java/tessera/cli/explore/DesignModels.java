package tessera.cli.explore;

import java.util.List;
import java.util.Map;
import tessera.cli.explore.space.Space;
import tessera.models.machine.Machine;

/** What evaluates the points of a space. */
public final class DesignModels {
    /** Names of the figures of every outcome: what objectives and constraints may name. */
    public static final List<String> FIGURES = List.of(
            "latency_cycles",
            "latency_us",
            "energy_pj",
            "area_mm2",
            "dram_bytes",
            "sram_bytes",
            "output_error",
            "kept_mass",
            "speedup",
            "executed_tflops",
            "power_w",
            "memory_cycles",
            "compute_cycles",
            "top_k_cycles",
            "top_k_area_mm2",
            "top_k_transistors",
            "rtl_transistors",
            "attended_share",
            "tensor_cycles",
            "softmax_cycles");

    private DesignModels() {}

    /**
     * The model of a space. It reads machine, pattern and workloads, and checks every parameter's target, so that whatever
     * is wrong with them is an {@link tessera.traces.check.InputException} before the first point.
     */
    public static DesignModel of(Space space) {
        Machine machine = DesignCheck.machine(space);
        return switch (machine.kind()) {
            case "spatten" -> SpAttenDesigns.of(space);
            case "spatten-rtl" -> RtlDesigns.of(space);
            case "gpu" -> GpuDesigns.of(space);
            default -> throw new IllegalStateException("kind " + machine.kind() + " has no design model");
        };
    }

    /** Values by name in the order of {@link #FIGURES}; NaN for those that are not among them. */
    static double[] figures(Map<String, Double> values) {
        return FIGURES.stream()
                .mapToDouble(name -> values.getOrDefault(name, Double.NaN))
                .toArray();
    }
}
