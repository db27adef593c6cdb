package tessera.sim.attend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import tessera.sim.gpu.GpuEstimator;
import tessera.traces.check.InputException;

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
    private final KernelChoice choice;
    private final GpuEstimator estimator = new GpuEstimator();
    private final KernelSpec denseKernel;
    private final KernelSpec blockKernel;
    private final Map<List<MaskForm>, List<PlannedLaunch>> known = new HashMap<>();
    private final TreeSet<String> used = new TreeSet<>();

    PrefillLayers(GpuParams gpu, PlanTiles tiles, KernelChoice choice) {
        this.gpu = gpu;
        this.shape = tiles.shape();
        this.tiles = tiles;
        this.choice = choice;
        this.denseKernel = choice.denseKernel(gpu);
        this.blockKernel = Kernels.find(BLOCKS, gpu);
        estimator.catalog().put(choice.query().gpu(), gpu);
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

    /** Kernels of a layer, one after the other; the same list for equal layers. */
    List<PlannedLaunch> layer(List<HeadPlan> heads) {
        List<MaskForm> masks = heads.stream().map(HeadPlan::mask).toList();
        return known.computeIfAbsent(masks, key -> launches(heads));
    }

    /** A layer of dense heads on the baseline. */
    List<PlannedLaunch> dense() {
        used.add(DENSE);
        KernelSpec baseline = Kernels.find(choice.query().denseKernel(), gpu);
        boolean isCausal = shape.isCausal() && !choice.isChosen();
        return List.of(dense(baseline, shape.headCount(), isCausal));
    }

    private List<PlannedLaunch> launches(List<HeadPlan> heads) {
        Map<Object, List<Integer>> recipes = new LinkedHashMap<>();
        for (int head = 0; head < heads.size(); head++) {
            if (!heads.get(head).isSkipped()) {
                recipes.computeIfAbsent(recipe(heads.get(head).mask()), key -> new ArrayList<>())
                        .add(head);
            }
        }
        double distinctKeys = KeyTraffic.keys(heads, shape, Phase.PREFILL);
        List<PlannedLaunch> launches = new ArrayList<>();
        for (Map.Entry<Object, List<Integer>> recipe : recipes.entrySet()) {
            List<Integer> members = recipe.getValue();
            if (recipe.getKey() instanceof Geometric window) {
                launches.add(geometric(window, members.size()));
            } else {
                blocks(heads, members, distinctKeys * members.size() / heads.size())
                        .ifPresent(launches::add);
            }
        }
        return launches;
    }

    private PlannedLaunch geometric(Geometric window, int headCount) {
        if (!window.isDense() || choice.isWindowedNamed(gpu)) {
            return window(window, headCount);
        }
        used.add(denseKernel.name());
        return dense(denseKernel, headCount, shape.isCausal());
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
        return choice.query().withHeads(headCount, dim);
    }

    private PlannedLaunch dense(KernelSpec kernel, int headCount, boolean isCausal) {
        int dim = kernel.headDimFor(shape.headDim());
        if (shape.queryCount() == shape.keyCount()) {
            return alone(LaunchPlan.of(
                    AttentionLaunch.dense(gpu, kernel, query(headCount, dim), shape.queryCount(), isCausal)));
        }
        HeadTiles head = HeadTiles.dense(shape);
        double keys = (double) shape.keyCount() * headCount / shape.groupSize();
        return irregular(kernel, Collections.nCopies(headCount, head), headCount, keys, 2)
                .orElseThrow();
    }

    private static PlannedLaunch alone(LaunchPlan launch) {
        return new PlannedLaunch(launch, false);
    }

    /** As the analysis of such a problem runs it: the kernel with its tiles, and copies around it. */
    private PlannedLaunch window(Geometric window, int headCount) {
        KernelSpec kernel = estimator.catalog().kernel(choice.query());
        if (choice.isChosen() && kernel.isDense()) {
            throw new InputException("kernel " + kernel.name() + " is a dense kernel, the pattern has a window of "
                    + window.window() + " in " + window.layout() + "; use "
                    + Kernels.defaultFor(gpu).name());
        }
        int dim = kernel.headDimFor(shape.headDim());
        if (dim == 0) {
            return blocks(window, headCount);
        }
        used.add(kernel.name());
        GpuQuery query = query(headCount, dim);
        TilePair pair = choice.tiles()
                .orElseGet(() ->
                        estimator.catalog().defaultTiles(query, window.layout().size()));
        GnaProblem problem = new GnaProblem(HeadTiles.axes(window), pair.queryTile(), pair.kvTile(), Tiling.MULTI_DIM);
        return new PlannedLaunch(estimator.plan(query, problem), true);
    }

    private PlannedLaunch blocks(Geometric window, int headCount) {
        double keys = (double) shape.keyCount() * headCount / shape.groupSize();
        used.add(BLOCKS);
        return irregular(blockKernel, Collections.nCopies(headCount, tiles.of(window)), headCount, keys, 2)
                .orElseThrow();
    }

    private Optional<PlannedLaunch> blocks(List<HeadPlan> heads, List<Integer> members, double distinctKeys) {
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

    private Optional<PlannedLaunch> irregular(
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
            return Optional.empty();
        }
        double keyBytes = 2.0 * shape.headDim() * elementBytes;
        double loaded = programs.stream().mapToDouble(HeadTiles::loadedKeys).sum() * keyBytes;
        double gathered = programs.stream().mapToDouble(HeadTiles::gatheredKeys).sum() * INDEX_BYTES;
        double once = distinctKeys * keyBytes;
        double queries = 2.0 * headCount * shape.queryCount() * shape.headDim() * 2;
        long pairs = programs.stream().mapToLong(HeadTiles::pairs).sum();
        double ctasPerHead = (double) all.length / headCount;
        return Optional.of(alone(LaunchPlan.irregular(launch, all, masked, pairs, on -> {
            double reads = HbmTraffic.reads(on, headCount, ctasPerHead, once / headCount, 1);
            return (long) (Math.max(once, Math.min(loaded, reads * once)) + queries + gathered);
        })));
    }
}
