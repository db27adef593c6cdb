package tessera.sim.attend;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tessera.models.cost.PlanTiles;
import tessera.models.gpu.GpuParams;
import tessera.models.plan.AttentionPlan;
import tessera.models.plan.Phase;

/**
 * The kernels that a plan launches on a GPU, layer by layer, and those of dense attention.
 *
 * @param <K> with or without their CTAs
 * @param layers kernels of every layer; equal kernels are the same object
 * @param dense of a dense layer
 * @param layerShare what the kernels of a layer are multiplied with: in decode they are steps, and their mean counts
 * @param names for people
 */
record PlanKernels<K>(List<List<K>> layers, List<K> dense, double layerShare, String names) {
    /** In prefill, with their CTAs. */
    static PlanKernels<PlannedLaunch> prefill(GpuParams gpu, PlanTiles tiles, KernelChoice choice) {
        PrefillLayers layers = new PrefillLayers(gpu, tiles, choice);
        List<List<PlannedLaunch>> launches =
                tiles.plan().heads().stream().map(layers::layer).toList();
        String names = layers.kernels().isEmpty() ? "no attention kernel" : layers.kernels();
        return new PlanKernels<>(launches, layers.dense(), 1, names);
    }

    /** In decode. */
    static PlanKernels<DecodeStep> decode(GpuParams gpu, PlanTiles tiles) {
        DecodeSteps steps = new DecodeSteps(gpu, tiles.shape());
        List<DecodeStep> dense = steps.dense();
        List<List<DecodeStep>> layers =
                tiles.plan().heads().stream().map(steps::layer).toList();
        return new PlanKernels<>(layers, dense, 1.0 / dense.size(), "split keys and merge");
    }

    /** Of either phase, without their CTAs. */
    static PlanKernels<PlannedKernel> counted(GpuParams gpu, PlanTiles tiles, KernelChoice choice) {
        AttentionPlan plan = tiles.plan();
        if (plan.phase() == Phase.DECODE) {
            return decode(gpu, tiles).map(step -> step);
        }
        return prefill(gpu, tiles, choice).map(PlannedLaunch::counted);
    }

    /** Every kernel as something else, each once. */
    <T> PlanKernels<T> map(Function<K, T> change) {
        Map<K, T> changed = new IdentityHashMap<>();
        Function<K, T> once = kernel -> changed.computeIfAbsent(kernel, change);
        return new PlanKernels<>(
                layers.stream().map(layer -> layer.stream().map(once).toList()).toList(),
                dense.stream().map(once).toList(),
                layerShare,
                names);
    }
}
