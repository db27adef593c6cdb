package tessera.models.cost;

import java.util.List;
import tessera.traces.check.Nearest;

/**
 * The few rates of a GPU that the roofline of a plan needs.
 *
 * @param name as on the command line
 * @param smCount streaming multiprocessors
 * @param flopsPerSecond dense tensor-core rate for 16-bit operands, whole GPU
 * @param flopsPerSecond8 the same for 8-bit operands
 * @param flopsPerSecond4 the same for 4-bit operands; the 8-bit rate where the GPU has no such unit
 * @param hbmBytesPerSecond whole GPU
 * @param l2BytesPerSecond whole GPU, L2 to SMs
 * @param expPerSecond exponentials, whole GPU
 * @param launchUs what a kernel takes beside its work
 * @param linkBytesPerSecond from host memory
 */
public record GpuRates(
        String name,
        int smCount,
        double flopsPerSecond,
        double flopsPerSecond8,
        double flopsPerSecond4,
        double hbmBytesPerSecond,
        double l2BytesPerSecond,
        double expPerSecond,
        double launchUs,
        double linkBytesPerSecond) {
    /** CTAs of an attention kernel that an SM holds at once. Assumption: tiles of 64 x 64 at d = 128 in shared memory. */
    public static final int CTAS_PER_SM = 2;

    /**
     * Rates of the bundled GPUs. Source: NVIDIA data sheets (dense tensor rates, HBM bandwidth, SM count, boost clock);
     * L2: 5.5 TB/s on H100 as measured by Chips and Cheese, others in proportion of clock and slices (assumption);
     * exponentials: 16 a cycle and SM; a launch: 4 µs (assumption); host link: PCIe generation 4 or 5, 16 lanes.
     */
    public static final List<GpuRates> ALL = List.of(
            new GpuRates("a100", 108, 312e12, 624e12, 1248e12, 2039e9, 4.4e12, 108 * 16 * 1.41e9, 4, 32e9),
            new GpuRates("h100-sxm", 132, 989e12, 1979e12, 1979e12, 3350e9, 5.5e12, 132 * 16 * 1.83e9, 4, 64e9),
            new GpuRates("h200", 132, 989e12, 1979e12, 1979e12, 4800e9, 5.5e12, 132 * 16 * 1.83e9, 4, 64e9),
            new GpuRates("b200", 148, 2250e12, 4500e12, 9000e12, 8000e9, 10e12, 148 * 16 * 1.85e9, 4, 64e9));

    public static List<String> names() {
        return ALL.stream().map(GpuRates::name).toList();
    }

    public static GpuRates find(String name) {
        return ALL.stream()
                .filter(gpu -> gpu.name.equals(name))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown("GPU", name, names()));
    }

    /** Tensor-core rate at an operand width. */
    public double flopsPerSecond(int bits) {
        if (bits > 16) {
            return flopsPerSecond / 16; // FP32 on the ordinary lanes.
        }
        return bits <= 4 ? flopsPerSecond4 : bits <= 8 ? flopsPerSecond8 : flopsPerSecond;
    }

    /** CTAs resident at once. */
    public int slots() {
        return smCount * CTAS_PER_SM;
    }
}
