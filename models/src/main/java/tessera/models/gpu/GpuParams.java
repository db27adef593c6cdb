package tessera.models.gpu;

import tessera.models.machine.MachineParams;

/**
 * A GPU. Rates are per SM unless they say otherwise; the source of every value stands beside it in
 * {@code models/machines/gpu/NAME.yaml}.
 *
 * @param clockHz the clock that short kernels run at
 * @param fp16FlopsPerCycle dense tensor-core rate for FP16 and BF16 with FP32 accumulation
 * @param fp8FlopsPerCycle the same for FP8; 0 = no FP8
 * @param mmaSyncShare share of that rate which kernels written with {@code mma.sync} can issue, 0 to 1
 * @param expPerCycle exponentials (MUFU)
 * @param fp32Lanes FP32 instructions of one lane
 * @param sharedMemoryBytesPerCycle bandwidth of shared memory
 * @param sharedMemoryBytes shared memory that one CTA may have
 * @param tensorMemoryBytes accumulator memory of the tensor core; 0 = accumulators lie in registers
 * @param l2Bytes whole GPU
 * @param l2BytesPerCycle whole GPU, L2 to SMs
 * @param hbmBytesPerSecond whole GPU
 * @param memoryLatencyCycles from a load to its first data, L2 missed
 * @param launchNs what a kernel takes beside the work of its CTAs
 * @param copyStepsPerCycle index steps of a strided copy; an element of a copy over n dimensions takes n
 * @param copyBandwidthShare share of the HBM bandwidth that a plain copy reaches, 0 to 1
 * @param sustainedFlopsPerSecond tensor-core rate of the whole GPU that its power limit lets long kernels keep
 * @param powerOnsetNs how long a kernel runs before that limit holds
 */
public record GpuParams(
        String name,
        Architecture architecture,
        int smCount,
        long clockHz,
        int fp16FlopsPerCycle,
        int fp8FlopsPerCycle,
        double mmaSyncShare,
        int expPerCycle,
        int fp32Lanes,
        int sharedMemoryBytesPerCycle,
        long sharedMemoryBytes,
        long tensorMemoryBytes,
        long l2Bytes,
        int l2BytesPerCycle,
        long hbmBytesPerSecond,
        int memoryLatencyCycles,
        long launchNs,
        double copyStepsPerCycle,
        double copyBandwidthShare,
        double sustainedFlopsPerSecond,
        long powerOnsetNs)
        implements MachineParams {
    /** A copy with another sustained rate. */
    public GpuParams withSustainedFlopsPerSecond(double rate) {
        return with(copyStepsPerCycle, rate);
    }

    /** A copy with another rate of strided copies. */
    public GpuParams withCopyStepsPerCycle(double steps) {
        return with(steps, sustainedFlopsPerSecond);
    }

    private GpuParams with(double copySteps, double sustained) {
        return new GpuParams(
                name,
                architecture,
                smCount,
                clockHz,
                fp16FlopsPerCycle,
                fp8FlopsPerCycle,
                mmaSyncShare,
                expPerCycle,
                fp32Lanes,
                sharedMemoryBytesPerCycle,
                sharedMemoryBytes,
                tensorMemoryBytes,
                l2Bytes,
                l2BytesPerCycle,
                hbmBytesPerSecond,
                memoryLatencyCycles,
                launchNs,
                copySteps,
                copyBandwidthShare,
                sustained,
                powerOnsetNs);
    }

    /** Tensor-core rate of one SM; 0 where the GPU has none for that format. */
    public int flopsPerCycle(Dtype dtype) {
        return dtype == Dtype.FP8 ? fp8FlopsPerCycle : fp16FlopsPerCycle;
    }

    /** HBM bytes in a cycle of the SM clock, whole GPU. */
    public double hbmBytesPerCycle() {
        return (double) hbmBytesPerSecond / clockHz;
    }

    /** Microseconds of so many cycles at {@link #clockHz}. */
    public double microseconds(double cycles) {
        return cycles * 1e6 / clockHz;
    }
}
