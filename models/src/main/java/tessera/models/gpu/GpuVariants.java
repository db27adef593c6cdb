package tessera.models.gpu;

import java.util.List;

/** GPUs put together from parameters that were read one by one, for those who look at many. */
public final class GpuVariants {
    /** Keys of a GPU's YAML that decide one parameter each; no parameter hangs on two. */
    public static final List<String> KEYS = List.of(
            "architecture",
            "sm_count",
            "clock",
            "fp16_flops_per_cycle",
            "fp8_flops_per_cycle",
            "mma_sync_share",
            "exp_per_cycle",
            "fp32_lanes",
            "shared_memory_bytes_per_cycle",
            "shared_memory",
            "tensor_memory",
            "l2",
            "l2_bytes_per_cycle",
            "hbm_bandwidth",
            "memory_latency_cycles",
            "launch_overhead",
            "copy_steps_per_cycle",
            "copy_bandwidth_share",
            "sustained_tflops",
            "power_onset");

    private GpuVariants() {}

    /**
     * Every parameter from a GPU of its own.
     *
     * @param name of the result
     * @param from in the order of {@link #KEYS}
     */
    public static GpuParams assemble(String name, GpuParams[] from) {
        return new GpuParams(
                name,
                from[0].architecture(),
                from[1].smCount(),
                from[2].clockHz(),
                from[3].fp16FlopsPerCycle(),
                from[4].fp8FlopsPerCycle(),
                from[5].mmaSyncShare(),
                from[6].expPerCycle(),
                from[7].fp32Lanes(),
                from[8].sharedMemoryBytesPerCycle(),
                from[9].sharedMemoryBytes(),
                from[10].tensorMemoryBytes(),
                from[11].l2Bytes(),
                from[12].l2BytesPerCycle(),
                from[13].hbmBytesPerSecond(),
                from[14].memoryLatencyCycles(),
                from[15].launchNs(),
                from[16].copyStepsPerCycle(),
                from[17].copyBandwidthShare(),
                from[18].sustainedFlopsPerSecond(),
                from[19].powerOnsetNs());
    }

    /**
     * GPUs that the same kernels with the same released tiles are written for.
     *
     * @param hasSmallSharedMemory see {@link KernelTileTable}
     */
    public record Family(Architecture architecture, boolean hasSmallSharedMemory) {
        public static Family of(GpuParams gpu) {
            return new Family(gpu.architecture(), gpu.sharedMemoryBytes() < KernelTileTable.SMALL_SHARED_MEMORY);
        }

        /** A GPU of the family like another one of it, on which every kernel fits that fits on any of them. */
        public GpuParams roomiest(GpuParams like) {
            return new GpuParams(
                    like.name(),
                    like.architecture(),
                    like.smCount(),
                    like.clockHz(),
                    like.fp16FlopsPerCycle(),
                    Math.max(1, like.fp8FlopsPerCycle()),
                    like.mmaSyncShare(),
                    like.expPerCycle(),
                    like.fp32Lanes(),
                    like.sharedMemoryBytesPerCycle(),
                    hasSmallSharedMemory ? KernelTileTable.SMALL_SHARED_MEMORY - 1 : Long.MAX_VALUE,
                    like.tensorMemoryBytes(),
                    like.l2Bytes(),
                    like.l2BytesPerCycle(),
                    like.hbmBytesPerSecond(),
                    like.memoryLatencyCycles(),
                    like.launchNs(),
                    like.copyStepsPerCycle(),
                    like.copyBandwidthShare(),
                    like.sustainedFlopsPerSecond(),
                    like.powerOnsetNs());
        }
    }
}
