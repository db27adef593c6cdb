package tessera.models.gna.suggest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tessera.models.gna.DynamicTiles;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.KvTiling;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;
import tessera.traces.check.InputException;

/**
 * Ranks tile pairs for a mask, kernel by kernel: least waste first (the token pairs that a kernel executes beyond those
 * attended), then fewest KV tiles of the longest query tile, then the kernel's own order. Waste compares pairs of
 * different sizes and is not fooled by a dense baseline that the same tile inflates.
 */
public final class TileSuggestions {
    private TileSuggestions() {}

    /**
     * One ranked pair.
     *
     * @param rank 1 = best of its kernel
     * @param perfectStrides strides at which this pair wastes nothing
     */
    public record Suggestion(
            int rank,
            KernelTiles tiles,
            double worstCaseSpeedup,
            double meanSpeedup,
            double waste,
            boolean isPerfectlyBlockSparse,
            PerfectStrides perfectStrides) {}

    /**
     * The best {@code perKernel} released pairs of every kernel, kernels in the order of {@link ReleasedTiles}; after them
     * the best pair of the same sizes that is not released, where it wastes less. The tiles of the problem do not matter.
     *
     * @param serves which kernels to consider, by the head dimensions they serve
     */
    public static List<Suggestion> rank(GnaProblem problem, Predicate<HeadDims> serves, int perKernel) {
        if (problem.tiling() == Tiling.FLAT) {
            throw new InputException("--suggest ranks multi_dim tiles, got flat tiling; leave --tiling out");
        }
        Map<String, List<KernelTiles>> groups = new LinkedHashMap<>();
        for (KernelTiles tiles : ReleasedTiles.ofRank(problem.rank())) {
            if (serves.test(tiles.headDims())) {
                groups.computeIfAbsent(tiles.group(), unused -> new ArrayList<>())
                        .add(tiles);
            }
        }
        List<Suggestion> suggestions = new ArrayList<>();
        for (List<KernelTiles> group : groups.values()) {
            suggestions.addAll(best(problem, group, perKernel));
        }
        return suggestions;
    }

    private static List<Suggestion> best(GnaProblem problem, List<KernelTiles> released, int count) {
        List<Counted> counted = new ArrayList<>(
                released.stream().map(tiles -> Counted.of(problem, tiles)).toList());
        counted.sort(BY_WASTE);
        List<Counted> shown = new ArrayList<>(counted.subList(0, Math.min(count, counted.size())));
        Counted other = bestUnreleased(problem, released);
        if (other.waste() < shown.get(0).waste()) {
            shown.add(other);
        }
        List<Suggestion> suggestions = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            suggestions.add(shown.get(i).ranked(i + 1, problem));
        }
        return suggestions;
    }

    /** The best of all power-of-two pairs whose sizes in tokens are those of a released pair. */
    private static Counted bestUnreleased(GnaProblem problem, List<KernelTiles> released) {
        KernelTiles first = released.get(0);
        int querySize = (int) first.queryTile().size();
        int kvSize = (int) first.kvTile().size();
        List<Counted> counted = new ArrayList<>();
        for (TileShape queryTile : ReleasedTiles.factorisations(problem.rank(), querySize, 1)) {
            for (TileShape kvTile : ReleasedTiles.factorisations(problem.rank(), kvSize, 1)) {
                counted.add(Counted.of(
                        problem,
                        new KernelTiles(first.kernel(), first.headDims(), first.kvTiling(), queryTile, kvTile, false)));
            }
        }
        counted.sort(BY_WASTE);
        return counted.get(0);
    }

    private static final Comparator<Counted> BY_WASTE = Comparator.comparingDouble(Counted::waste)
            .thenComparing(Counted::worstCaseSpeedup, Comparator.reverseOrder());

    private record Counted(
            KernelTiles tiles, double worstCaseSpeedup, double meanSpeedup, double waste, boolean isPerfect) {
        static Counted of(GnaProblem mask, KernelTiles tiles) {
            GnaProblem problem = with(mask, tiles);
            if (tiles.kvTiling() == KvTiling.STATIC) {
                var counts = GnaAnalysis.analyze(problem, GnaOptions.STATIC).staticTiles();
                return new Counted(
                        tiles,
                        counts.worstCaseSpeedup(),
                        counts.meanSpeedup(),
                        counts.waste(),
                        counts.isPerfectlyBlockSparse());
            }
            GnaResult result = GnaAnalysis.analyze(problem, GnaOptions.DYNAMIC);
            DynamicTiles.Boxes counts = (DynamicTiles.Boxes) result.dynamicTiles();
            return new Counted(
                    tiles,
                    counts.worstCaseSpeedup(),
                    counts.meanSpeedup(),
                    counts.waste(),
                    counts.isPerfectlyBlockSparse());
        }

        Suggestion ranked(int rank, GnaProblem mask) {
            PerfectStrides strides = PerfectStrides.of(with(mask, tiles), tiles.kvTiling());
            return new Suggestion(rank, tiles, worstCaseSpeedup, meanSpeedup, waste, isPerfect, strides);
        }

        private static GnaProblem with(GnaProblem mask, KernelTiles tiles) {
            return new GnaProblem(mask.axes(), tiles.queryTile(), tiles.kvTile(), Tiling.MULTI_DIM);
        }
    }
}
