package tessera.models.cost;

import tessera.models.gpu.Architecture;
import tessera.models.gpu.GpuParams;

/**
 * The few rates of a GPU that the roofline of a plan needs.
 *
 * @param name as on the command line
 * @param smCount streaming multiprocessors
 * @param flopsPerSecond tensor-core rate for 16-bit operands, whole GPU
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

    private static final double INT4_OVER_8 = 2;
    private static final double LINK_BYTES_PER_SECOND = 64e9;

    /** The rates of a GPU preset: of its tensor cores what its power limit lets long kernels keep. 4-bit units: Ampere and Ada have them. Host link: PCIe 5 x 16 (assumption). */
    public static GpuRates of(GpuParams gpu) {
        double cycles = (double) gpu.smCount() * gpu.clockHz();
        double peak = gpu.fp16FlopsPerCycle() * cycles;
        double rate = gpu.sustainedFlopsPerSecond() > 0 ? Math.min(peak, gpu.sustainedFlopsPerSecond()) : peak;
        boolean hasInt4 = gpu.architecture() == Architecture.AMPERE || gpu.architecture() == Architecture.ADA;
        return new GpuRates(
                gpu.name(),
                gpu.smCount(),
                rate,
                2 * rate,
                2 * rate * (hasInt4 ? INT4_OVER_8 : 1),
                gpu.hbmBytesPerSecond(),
                (double) gpu.l2BytesPerCycle() * gpu.clockHz(),
                gpu.expPerCycle() * cycles,
                gpu.launchNs() / 1e3,
                LINK_BYTES_PER_SECOND);
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
