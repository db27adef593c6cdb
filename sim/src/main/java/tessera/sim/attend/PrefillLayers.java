package tessera.sim.attend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tessera.models.cost.HeadTiles;
import tessera.models.cost.KeyTraffic;
import tessera.models.cost.PlanTiles;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.Tiling;
import tessera.models.gpu.AttentionLaunch;
import tessera.models.gpu.GpuParams;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.HbmTraffic;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.Kernels;
import tessera.models.gpu.LaunchPlan;
import tessera.models.gpu.TilePair;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.plan.Geometric;
import tessera.models.plan.HeadPlan;
import tessera.models.plan.KeyList;
import tessera.models.plan.MaskForm;
import tessera.models.plan.Phase;
import tessera.sim.gpu.GpuEstimate;
import tessera.sim.gpu.GpuEstimator;

/**
 * Layers of prefill: heads of one recipe share a launch, recipes follow one another. Dense heads run on the dense baseline,
 * windows on the neighborhood kernel of the GPU, blocks and lists of keys on a block-sparse kernel organised as Flex.
 */
final class PrefillLayers {
    static final String DENSE = "cudnn";

    private static final String BLOCKS = "flex";
    private static final int INDEX_BYTES = 4;

    private final GpuParams gpu;
    private final AttentionShape shape;
    private final PlanTiles tiles;
    private final GpuEstimator estimator = new GpuEstimator();
    private final KernelSpec denseKernel;
    private final KernelSpec blockKernel;
    private final Map<List<MaskForm>, KernelTime> known = new HashMap<>();
    private final TreeSet<String> used = new TreeSet<>();

    PrefillLayers(GpuParams gpu, PlanTiles tiles) {
        this.gpu = gpu;
        this.shape = tiles.shape();
        this.tiles = tiles;
        this.denseKernel = Kernels.find(DENSE, gpu);
        this.blockKernel = Kernels.find(BLOCKS, gpu);
        estimator.catalog().put(gpu.name(), gpu);
    }

    /** Whether both kernels serve vectors of this width. */
    static boolean serves(GpuParams gpu, int headDim) {
        return Kernels.find(DENSE, gpu).headDimFor(headDim) > 0
                && Kernels.find(BLOCKS, gpu).headDimFor(headDim) > 0;
    }

    /** Kernels launched so far, for people. */
    String kernels() {
        return String.join(", ", used);
    }

    KernelTime layer(List<HeadPlan> heads) {
        List<MaskForm> masks = heads.stream().map(HeadPlan::mask).toList();
        return known.computeIfAbsent(masks, key -> launches(heads));
    }

    /** A layer of dense heads. */
    KernelTime dense() {
        return dense(shape.headCount());
    }

    private KernelTime launches(List<HeadPlan> heads) {
        Map<Object, List<Integer>> recipes = new LinkedHashMap<>();
        for (int head = 0; head < heads.size(); head++) {
            if (!heads.get(head).isSkipped()) {
                recipes.computeIfAbsent(recipe(heads.get(head).mask()), key -> new ArrayList<>())
                        .add(head);
            }
        }
        double distinctKeys = KeyTraffic.keys(heads, shape, Phase.PREFILL);
        KernelTime time = KernelTime.NONE;
        for (Map.Entry<Object, List<Integer>> recipe : recipes.entrySet()) {
            List<Integer> members = recipe.getValue();
            time = time.plus(
                    recipe.getKey() instanceof Geometric window
                            ? window.isDense() ? dense(members.size()) : window(window, members.size())
                            : blocks(heads, members, distinctKeys * members.size() / heads.size()));
        }
        return time;
    }

    /** What heads must have in common to share a launch: the window, or the rows of a CTA. */
    private Object recipe(MaskForm mask) {
        boolean isDense = mask instanceof KeyList list
                && list.groups().size() == 1
                && list.groups().get(0).queryCount() == shape.queryCount()
                && list.groups().get(0).keyCount() == shape.keyCount();
        return mask instanceof Geometric
                ? mask
                : isDense
                        ? Geometric.dense(shape.layout(), shape.isCausal())
                        : tiles.of(mask).rows();
    }

    private GpuQuery query(int headCount, int dim) {
        return GpuQuery.on(gpu.name()).withHeads(headCount, dim);
    }

    private KernelTime dense(int headCount) {
        used.add(DENSE);
        int dim = denseKernel.headDimFor(shape.headDim());
        if (shape.queryCount() == shape.keyCount()) {
            return KernelTime.of(LaunchPlan.of(AttentionLaunch.dense(
                    gpu, denseKernel, query(headCount, dim), shape.queryCount(), shape.isCausal())));
        }
        HeadTiles head = HeadTiles.dense(shape);
        double keys = (double) shape.keyCount() * headCount / shape.groupSize();
        return irregular(denseKernel, Collections.nCopies(headCount, head), headCount, keys, 2);
    }

    /** As the analysis of such a problem estimates it: the kernel with its default tiles, and copies around it. */
    private KernelTime window(Geometric window, int headCount) {
        KernelSpec kernel = Kernels.defaultFor(gpu);
        int dim = kernel.headDimFor(shape.headDim());
        if (dim == 0) {
            return blocks(window, headCount);
        }
        used.add(kernel.name());
        GpuQuery query = query(headCount, dim);
        TilePair pair = estimator.catalog().defaultTiles(query, window.layout().size());
        GnaProblem problem = new GnaProblem(HeadTiles.axes(window), pair.queryTile(), pair.kvTile(), Tiling.MULTI_DIM);
        GpuEstimate estimate = estimator.estimate(query, problem);
        return new KernelTime(estimate.lowerBoundUs(), estimate.kernelUs(), estimate.serialUs())
                .plus(estimate.totalUs() - estimate.kernelUs());
    }

    private KernelTime blocks(Geometric window, int headCount) {
        double keys = (double) shape.keyCount() * headCount / shape.groupSize();
        used.add(BLOCKS);
        return irregular(blockKernel, Collections.nCopies(headCount, tiles.of(window)), headCount, keys, 2);
    }

    private KernelTime blocks(List<HeadPlan> heads, List<Integer> members, double distinctKeys) {
        used.add(BLOCKS);
        List<HeadTiles> programs = new ArrayList<>();
        for (int head : members) {
            HeadTiles own = tiles.of(heads.get(head).mask());
            int leader = head / own.packedHeads() * own.packedHeads();
            boolean isPacked = leader != head
                    && heads.get(leader).mask() == heads.get(head).mask();
            if (!isPacked) {
                programs.add(own);
            }
        }
        int bits = members.stream()
                .mapToInt(head -> heads.get(head).precision().keyBits())
                .max()
                .orElse(16);
        return irregular(blockKernel, programs, members.size(), distinctKeys, bits <= Byte.SIZE ? 1 : 2);
    }

    private KernelTime irregular(
            KernelSpec kernel, List<HeadTiles> programs, int headCount, double distinctKeys, int elementBytes) {
        int dim = kernel.headDimFor(shape.headDim());
        AttentionLaunch launch = AttentionLaunch.blocks(
                gpu, kernel, dim, shape.keyCount(), programs.get(0).rows(), HeadTiles.TILE);
        int[] all = programs.stream()
                .flatMapToInt(head -> IntStream.of(head.tiles()))
                .toArray();
        int[] masked = programs.stream()
                .flatMapToInt(head -> IntStream.of(head.maskedTiles()))
                .toArray();
        if (all.length == 0) {
            return KernelTime.NONE;
        }
        double keyBytes = 2.0 * shape.headDim() * elementBytes;
        double loaded = programs.stream().mapToDouble(HeadTiles::loadedKeys).sum() * keyBytes;
        double gathered = programs.stream().mapToDouble(HeadTiles::gatheredKeys).sum() * INDEX_BYTES;
        double once = distinctKeys * keyBytes;
        double reads = HbmTraffic.reads(launch, headCount, (double) all.length / headCount, once / headCount, 1);
        double queries = 2.0 * headCount * shape.queryCount() * shape.headDim() * 2;
        long pairs = programs.stream().mapToLong(HeadTiles::pairs).sum();
        double bytes = Math.max(once, Math.min(loaded, reads * once)) + queries + gathered;
        return KernelTime.of(LaunchPlan.irregular(launch, all, masked, pairs, (long) bytes));
    }
}
