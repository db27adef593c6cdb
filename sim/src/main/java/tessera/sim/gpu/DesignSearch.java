package tessera.sim.gpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.KvTiling;
import tessera.models.gna.Tiling;
import tessera.models.gpu.GpuQuery;
import tessera.models.gpu.KernelSpec;
import tessera.models.gpu.KernelTileTable;
import tessera.models.gpu.TilePair;
import tessera.traces.check.InputException;

/**
 * The fastest tiles and strides of a mask on a GPU. All strides up to the window and all released tiles of the kernel are
 * ranked by exact tile counts times the kernel's cycles per tile; those that lead, and those that no smaller stride beats,
 * are simulated.
 */
public final class DesignSearch {
    /** Beyond this many strides an axis is searched at 1, at multiples of the tiles, and at the window. */
    private static final long MOST_STRIDES = 40_000;

    private static final int MOST_SIMULATED = 24;
    private static final GnaOptions STATIC = new GnaOptions(true, false, false);

    private final GpuEstimator estimator;
    private final GpuQuery query;

    /**
     * One way to run a mask.
     *
     * @param flopSpeedup tokens² over attended pairs
     * @param isMaskFree whether no tile needs a mask
     * @param estimate its simulation
     */
    public record Design(GnaProblem problem, double flopSpeedup, boolean isMaskFree, GpuEstimate estimate) {
        /** Queries that share a window: what a larger stride costs in locality. */
        public long strideVolume() {
            return DesignSearch.strideVolume(problem);
        }
    }

    private record Ranked(GnaProblem problem, double flopSpeedup, boolean isMaskFree, double cycles) {}

    public DesignSearch(GpuEstimator estimator, GpuQuery query) {
        this.estimator = estimator;
        this.query = query;
    }

    /** The mask as it is with each released tile pair of the kernel, fastest in all first. */
    public List<Design> tiles(GnaProblem mask) {
        List<Design> designs = new ArrayList<>();
        for (TilePair tiles : pairs(mask.rank())) {
            designs.add(simulate(rank(with(mask, mask.axes(), tiles), 0, 0)));
        }
        designs.sort(BY_TIME);
        return designs;
    }

    /** The kernel's default tiles with the mask as it is. */
    public Design defaults(GnaProblem mask) {
        TilePair first = pairs(mask.rank()).get(0);
        return simulate(rank(with(mask, mask.axes(), first), 0, 0));
    }

    /**
     * Over all strides and tiles: designs of which none is beaten at once in FLOP saving, size of the stride and time;
     * smallest stride first.
     */
    public List<Design> front(GnaProblem mask) {
        return front(List.of(mask));
    }

    /** As {@link #front(GnaProblem)} over several masks, such as windows of about one sparsity. */
    public List<Design> front(List<GnaProblem> masks) {
        List<Ranked> ranked = new ArrayList<>();
        for (GnaProblem mask : masks) {
            for (TilePair tiles : pairs(mask.rank())) {
                ranked.addAll(strides(mask, tiles, masks.size()));
            }
        }
        ranked.sort(Comparator.comparingDouble(Ranked::cycles).thenComparing(design -> strideVolume(design.problem())));
        Set<Ranked> chosen = new LinkedHashSet<>(leaders(ranked));
        for (Ranked design : ranked) {
            if (chosen.size() >= MOST_SIMULATED) {
                break;
            }
            chosen.add(design);
        }
        List<Design> designs = chosen.stream().map(this::simulate).toList();
        List<Design> front = new ArrayList<>(designs.stream()
                .filter(design -> designs.stream().noneMatch(other -> beats(other, design)))
                .sorted(Comparator.comparingLong(Design::strideVolume).thenComparing(BY_TIME))
                .toList());
        // Of designs that are alike in everything, the first.
        for (int i = front.size() - 1; i > 0; i--) {
            if (isAlike(front.get(i), front.get(i - 1))) {
                front.remove(i);
            }
        }
        return front;
    }

    private static final Comparator<Design> BY_TIME =
            Comparator.comparingDouble(design -> design.estimate().totalUs());

    /** Along rising stride, whoever needs fewer cycles than all before at no smaller FLOP saving. */
    private static List<Ranked> leaders(List<Ranked> byCycles) {
        List<Ranked> sorted = new ArrayList<>(byCycles);
        sorted.sort(Comparator.<Ranked>comparingLong(design -> strideVolume(design.problem()))
                .thenComparingDouble(Ranked::cycles));
        List<Ranked> leaders = new ArrayList<>();
        for (Ranked design : sorted) {
            boolean isBeaten = leaders.stream()
                    .anyMatch(
                            other -> other.cycles() <= design.cycles() && other.flopSpeedup() >= design.flopSpeedup());
            if (!isBeaten) {
                leaders.add(design);
            }
        }
        return leaders.subList(Math.max(0, leaders.size() - MOST_SIMULATED), leaders.size());
    }

    private static boolean isAlike(Design a, Design b) {
        return a.strideVolume() == b.strideVolume()
                && a.flopSpeedup() == b.flopSpeedup()
                && a.estimate().totalUs() == b.estimate().totalUs();
    }

    private static boolean beats(Design a, Design b) {
        double aTime = a.estimate().totalUs();
        double bTime = b.estimate().totalUs();
        boolean isNoWorse =
                aTime <= bTime && a.strideVolume() <= b.strideVolume() && a.flopSpeedup() >= b.flopSpeedup();
        boolean isBetter = aTime < bTime || a.strideVolume() < b.strideVolume() || a.flopSpeedup() > b.flopSpeedup();
        return isNoWorse && isBetter;
    }

    private List<Ranked> strides(GnaProblem mask, TilePair tiles, int masks) {
        GpuRun run = GpuRun.of(estimator.plan(query, with(mask, mask.axes(), tiles)));
        double plain = run.plainTileCycles() / run.slotCount();
        double masked = run.maskedTileCycles() / run.slotCount();
        if (masked == plain) {
            // The mask as it stands has no partial tile; others may: a kernel's masked tile is then unknown, so
            // simulate one.
            GpuRun first = GpuRun.of(estimator.plan(query, with(mask, atStride(mask, 1), tiles)));
            masked = first.maskedTileCycles() / first.slotCount();
        }
        List<Ranked> ranked = new ArrayList<>();
        int[][] along = new int[mask.rank()][];
        for (int axis = 0; axis < along.length; axis++) {
            along[axis] = strides(mask, axis, tiles, MOST_STRIDES / masks);
        }
        int[] index = new int[along.length];
        do {
            List<GnaAxis> axes = new ArrayList<>();
            for (int axis = 0; axis < along.length; axis++) {
                axes.add(withStride(mask.axes().get(axis), along[axis][index[axis]]));
            }
            ranked.add(rank(with(mask, axes, tiles), plain, masked));
        } while (next(index, along));
        return ranked;
    }

    private static boolean next(int[] index, int[][] along) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            if (++index[axis] < along[axis].length) {
                return true;
            }
            index[axis] = 0;
        }
        return false;
    }

    /** Every stride up to the window where that is affordable. */
    private static int[] strides(GnaProblem mask, int axis, TilePair tiles, long most) {
        long all = 1;
        for (GnaAxis each : mask.axes()) {
            all *= each.window();
        }
        int window = mask.axes().get(axis).window();
        int step = all <= most ? 1 : tiles.queryTile().extent(axis);
        Set<Integer> strides = new LinkedHashSet<>();
        strides.add(1);
        for (int stride = step; stride <= window; stride += step) {
            strides.add(stride);
        }
        strides.add(window);
        return strides.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private Ranked rank(GnaProblem problem, double plain, double masked) {
        KernelSpec kernel = estimator.catalog().kernel(query);
        boolean isStatic = kernel.kvTiling() == KvTiling.STATIC;
        GnaResult counts = GnaAnalysis.analyze(problem, isStatic ? STATIC : GnaOptions.DYNAMIC);
        long visited = isStatic
                ? counts.staticTiles().visitedTilePairs()
                : counts.dynamicTiles().visitedTilePairs();
        boolean isMaskFree = isStatic
                ? counts.staticTiles().isMaskFree()
                : ((tessera.models.gna.DynamicTiles.Boxes) counts.dynamicTiles()).isMaskFree();
        return new Ranked(problem, counts.totals().flopSpeedup(), isMaskFree, visited * (isMaskFree ? plain : masked));
    }

    private Design simulate(Ranked design) {
        return new Design(
                design.problem(),
                design.flopSpeedup(),
                design.isMaskFree(),
                estimator.estimate(query, design.problem()));
    }

    private List<TilePair> pairs(int rank) {
        KernelSpec kernel = estimator.catalog().kernel(query);
        List<TilePair> pairs =
                KernelTileTable.pairs(kernel, estimator.catalog().gpu(query), query.headDim(), rank, query.pass());
        if (pairs.isEmpty()) {
            throw new InputException("kernel " + kernel.name() + " has no "
                    + query.pass().label() + " tiles for head_dim " + query.headDim()
                    + "; expected another --head-dim or"
                    + " --kernel flex");
        }
        return pairs;
    }

    private static GnaProblem with(GnaProblem mask, List<GnaAxis> axes, TilePair tiles) {
        return new GnaProblem(axes, tiles.queryTile(), tiles.kvTile(), Tiling.MULTI_DIM);
    }

    private static List<GnaAxis> atStride(GnaProblem mask, int stride) {
        return mask.axes().stream().map(axis -> withStride(axis, stride)).toList();
    }

    private static GnaAxis withStride(GnaAxis axis, int stride) {
        return new GnaAxis(axis.length(), axis.window(), stride, axis.dilation(), axis.isCausal());
    }

    private static long strideVolume(GnaProblem problem) {
        return problem.axes().stream().mapToLong(GnaAxis::stride).reduce(1, Math::multiplyExact);
    }
}
