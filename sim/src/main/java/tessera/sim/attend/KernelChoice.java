package tessera.sim.attend;

import java.util.Optional;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.Kernels;
import tessera.models.gpu.TilePair;

/**
 * Which kernel runs windows (and dense heads), as {@code tessera gna --gpu} is told. The usual choice leaves all to the GPU:
 * windows on its neighborhood kernel, dense heads on the baseline.
 *
 * @param query kernel, schedule, format, baseline; its heads are those of the launch
 * @param tiles empty: the kernel's default
 * @param isChosen whether a person chose: then dense heads run on the kernel that was named, and the baseline of the speedup is
 *     dense self attention without a causal mask in the same format
 */
public record KernelChoice(GpuQuery query, Optional<TilePair> tiles, boolean isChosen) {
    /** The GPU's own kernels. */
    public static final KernelChoice USUAL = new KernelChoice(GpuQuery.on("gpu"), Optional.empty(), false);

    /** The kernel of dense heads: the one named, else the baseline. */
    KernelSpec denseKernel(GpuParams gpu) {
        String named = query.kernel();
        return Kernels.find(isChosen && isDenseNamed(gpu) ? named : query.denseKernel(), gpu);
    }

    /** Whether a kernel was named that has windows: it runs dense heads too. */
    boolean isWindowedNamed(GpuParams gpu) {
        return isChosen
                && !query.kernel().isEmpty()
                && !Kernels.find(query.kernel(), gpu).isDense();
    }

    private boolean isDenseNamed(GpuParams gpu) {
        return !query.kernel().isEmpty() && Kernels.find(query.kernel(), gpu).isDense();
    }
}
