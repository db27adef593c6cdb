package tessera.models.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tessera.models.machine.Machines;
import tessera.traces.check.InputException;

/** Looks up what a {@link GpuQuery} names, and remembers the GPUs that it has read. Not thread-safe. */
public final class GpuCatalog {
    private final Map<String, GpuParams> gpus = new HashMap<>();
    private final Map<String, KernelSpec> changed = new HashMap<>();

    /** From now on this GPU stands behind that name: for calibration. */
    public void put(String name, GpuParams gpu) {
        gpus.put(name, gpu);
    }

    /** From now on this kernel stands in for the variant of that name: for calibration. */
    public void put(KernelSpec kernel) {
        changed.put(kernel.variant(), kernel);
    }

    /** The GPU that the query names. */
    public GpuParams gpu(GpuQuery query) {
        return gpus.computeIfAbsent(query.gpu(), Machines::gpu);
    }

    /** The kernel that the query means. */
    public KernelSpec kernel(GpuQuery query) {
        GpuParams gpu = gpu(query);
        return inForce(query.kernel().isEmpty() ? Kernels.defaultFor(gpu) : Kernels.find(query.kernel(), gpu));
    }

    private KernelSpec inForce(KernelSpec kernel) {
        return changed.getOrDefault(kernel.variant(), kernel);
    }

    /** The baseline that the query means. */
    public KernelSpec denseKernel(GpuQuery query) {
        KernelSpec kernel = Kernels.find(query.denseKernel(), gpu(query));
        if (!kernel.isDense()) {
            throw new InputException("dense kernel " + kernel.name() + " is a kernel with windows; use one of "
                    + String.join(
                            ", ",
                            Kernels.ALL.stream()
                                    .filter(other -> other.isDense()
                                            && other.architectures()
                                                    .contains(gpu(query).architecture()))
                                    .map(KernelSpec::name)
                                    .toList()));
        }
        return inForce(kernel);
    }

    /** The schedule that the query means, of its kernel. */
    public Schedule schedule(GpuQuery query) {
        return query.schedule().isEmpty()
                ? kernel(query).schedules().get(0)
                : Labels.find("schedule", query.schedule(), Schedule.values(), Schedule::label);
    }

    /** The tiles that the query's kernel takes for a layout of that rank when none are given. */
    public TilePair defaultTiles(GpuQuery query, int rank) {
        KernelSpec kernel = kernel(query);
        if (kernel.isDense()) {
            KernelSpec.DenseTile tile = AttentionLaunch.denseTile(kernel, query.headDim());
            return TilePair.cubes(tile.queryTile(), tile.kvTile(), rank);
        }
        List<TilePair> pairs = KernelTileTable.pairs(kernel, gpu(query), query.headDim(), rank, query.pass());
        if (pairs.isEmpty()) {
            if (!kernel.headDims().contains(query.headDim())) {
                throw AttentionLaunch.wrongHeadDim(kernel, query.headDim());
            }
            throw new InputException("kernel " + kernel.name() + " has no "
                    + query.pass().label() + " tiles for head_dim " + query.headDim()
                    + "; give --query-tile and --kv-tile with --allow-any-tile, or use --kernel flex");
        }
        return pairs.get(0);
    }
}
