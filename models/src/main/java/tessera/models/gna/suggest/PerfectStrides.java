package tessera.models.gna.suggest;

import java.util.ArrayList;
import java.util.List;
import tessera.models.gna.AxisMask;
import tessera.models.gna.DynamicTiles;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.KvTiling;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.traces.check.InputException;

/**
 * The strides at which a multi_dim problem is perfectly block-sparse: every visited tile pair is full, so no mask is
 * needed and the simulated speedup is the FLOP-wise one. A pair is full iff it is on every axis, so a stride is perfect
 * iff it is perfect on every axis: the perfect strides are the product of per-axis lists. They are found by counting, not
 * by a divisibility rule, so none is missed.
 */
public final class PerfectStrides {
    /** Strides beyond this are not searched (they would take seconds); {@link #searchedCount} tells. */
    private static final int MOST_STRIDES_PER_AXIS = 1 << 16;

    private static final int MOST_TILES_TRIED = 1 << 10;

    private final List<List<Integer>> perAxis;
    private final long searchedCount;

    private PerfectStrides(List<List<Integer>> perAxis, long searchedCount) {
        this.perAxis = perAxis;
        this.searchedCount = searchedCount;
    }

    /** Searches all strides 1 .. window of each axis; the problem's own stride does not matter. */
    public static PerfectStrides of(GnaProblem problem, KvTiling kvTiling) {
        if (problem.tiling() == Tiling.FLAT) {
            throw new InputException("perfect strides are searched in multi_dim tiling, got flat; leave --tiling out");
        }
        GnaAnalysis analysis = new GnaAnalysis(kvTiling == KvTiling.STATIC ? GnaOptions.STATIC : GnaOptions.DYNAMIC);
        List<List<Integer>> perAxis = new ArrayList<>();
        long searched = 1;
        for (int a = 0; a < problem.rank(); a++) {
            GnaAxis axis = problem.axes().get(a);
            TileShape queryTile = TileShape.of(problem.queryTile().extent(a));
            TileShape kvTile = TileShape.of(problem.kvTile().extent(a));
            int most = Math.min(axis.window(), MOST_STRIDES_PER_AXIS);
            List<Integer> perfect = new ArrayList<>();
            for (int stride = 1; stride <= most; stride++) {
                GnaAxis tried = new GnaAxis(axis.length(), axis.window(), stride, axis.dilation(), axis.isCausal());
                GnaProblem alone = new GnaProblem(List.of(tried), queryTile, kvTile, Tiling.MULTI_DIM);
                if (startsPerfect(alone, kvTiling) && isPerfect(analysis.count(alone))) {
                    perfect.add(stride);
                }
            }
            perAxis.add(List.copyOf(perfect));
            searched *= most;
        }
        return new PerfectStrides(List.copyOf(perAxis), searched);
    }

    /**
     * Whether the first query tiles of the longest dilation class have no mask: all their queries see the same keys, from
     * the start of a KV tile to the end of one. Settles nearly every stride without counting the whole axis.
     */
    private static boolean startsPerfect(GnaProblem alone, KvTiling kvTiling) {
        GnaAxis axis = alone.axes().get(0);
        AxisMask mask = new AxisMask(axis.classLength(0), axis.window(), axis.stride(), axis.isCausal());
        long queryTile = alone.queryTile().extent(0);
        int kvTile = alone.kvTile().extent(0);
        for (int tile = 0; tile < MOST_TILES_TRIED && tile * queryTile < mask.length(); tile++) {
            int first = (int) (tile * queryTile);
            int last = (int) Math.min(first + queryTile, mask.length()) - 1;
            int start = mask.firstKey(first);
            int end = mask.endKey(last);
            int origin = kvTiling == KvTiling.STATIC ? 0 : start;
            boolean isAligned = (start - origin) % kvTile == 0 && (end - origin) % kvTile == 0;
            if (!isAligned || start != mask.firstKey(last) || end != mask.endKey(first)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPerfect(GnaResult result) {
        return result.hasStatic()
                ? result.staticTiles().isPerfectlyBlockSparse()
                : ((DynamicTiles.Boxes) result.dynamicTiles()).isPerfectlyBlockSparse();
    }

    /** Perfect strides of each axis, ascending; an empty list where an axis has none. */
    public List<List<Integer>> perAxis() {
        return perAxis;
    }

    /** Perfect stride vectors: the product over the axes. */
    public long count() {
        return perAxis.stream().mapToLong(List::size).reduce(1, (a, b) -> a * b);
    }

    /** Stride vectors looked at: the product of the windows, each capped at 65,536. */
    public long searchedCount() {
        return searchedCount;
    }

    /** The smallest on every axis at once; empty when there is no perfect stride. */
    public List<Integer> smallest() {
        return count() == 0
                ? List.of()
                : perAxis.stream().map(strides -> strides.get(0)).toList();
    }
}
