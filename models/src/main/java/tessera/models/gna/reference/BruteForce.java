package tessera.models.gna.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tessera.models.gna.DynamicTiles;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.GnaTotals;
import tessera.models.gna.StaticTiles;
import tessera.models.gna.TileHistogram;
import tessera.models.gna.TileShape;
import tessera.models.gna.Tiling;

/**
 * Every count of a small problem, by its definition, from the token-level mask: O(tokens²) time and memory, so for up to a
 * few thousand tokens.
 */
public final class BruteForce {
    private final GnaProblem problem;
    private final TokenGrid grid;
    private final boolean[][] attends;
    private final long attendedPairs;

    private BruteForce(GnaProblem problem) {
        this.problem = problem;
        this.grid = new TokenGrid(problem);
        this.attends = new boolean[grid.tokens][grid.tokens];
        GnaMask mask = new GnaMask(problem);
        long pairs = 0;
        for (int query = 0; query < grid.tokens; query++) {
            for (int key = 0; key < grid.tokens; key++) {
                attends[query][key] = mask.attends(query, key);
                pairs += attends[query][key] ? 1 : 0;
            }
        }
        this.attendedPairs = pairs;
    }

    /** All counts and ratios of the problem. */
    public static GnaResult count(GnaProblem problem) {
        BruteForce counts = new BruteForce(problem);
        GnaTotals totals = counts.totals();
        return new GnaResult(problem, totals, counts.staticTiles(totals), counts.dynamicTiles(totals));
    }

    private GnaTotals totals() {
        long denseQuery = 1;
        long denseKv = 1;
        if (problem.tiling() == Tiling.FLAT) {
            denseQuery = ceilDiv(grid.tokens, problem.queryTile().extent(0));
            denseKv = ceilDiv(grid.tokens, problem.kvTile().extent(0));
        } else {
            for (int axis = 0; axis < problem.rank(); axis++) {
                int length = problem.axes().get(axis).length();
                denseQuery *= ceilDiv(length, problem.queryTile().extent(axis));
                denseKv *= ceilDiv(length, problem.kvTile().extent(axis));
            }
        }
        Map<List<Integer>, List<Integer>> tiles = grid.tiles(problem.queryTile());
        return new GnaTotals(
                grid.tokens,
                attendedPairs,
                (double) grid.tokens * grid.tokens / attendedPairs,
                tiles.size(),
                problem.tiling() == Tiling.FLAT ? tiles.size() : launched(),
                denseQuery,
                denseKv,
                denseQuery * denseKv);
    }

    /** Every dilation class is padded to the longest class of each axis. */
    private long launched() {
        long launched = grid.grouped(grid::classOf).size();
        for (int a = 0; a < problem.rank(); a++) {
            GnaAxis axis = problem.axes().get(a);
            launched *=
                    ceilDiv(GnaMask.classLength(axis, 0), problem.queryTile().extent(a));
        }
        return launched;
    }

    private StaticTiles staticTiles(GnaTotals totals) {
        Map<List<Integer>, List<Integer>> kvTiles = grid.tiles(problem.kvTile());
        List<List<Integer>> order = new ArrayList<>(kvTiles.keySet());
        long slots = problem.kvTile().size();
        long visited = 0;
        long range = 0;
        long full = 0;
        long padOnly = 0;
        TreeMap<Long, Long> histogram = new TreeMap<>();
        for (List<Integer> queries : grid.tiles(problem.queryTile()).values()) {
            long seen = 0;
            int first = order.size();
            int last = -1;
            for (int tile = 0; tile < order.size(); tile++) {
                List<Integer> keys = kvTiles.get(order.get(tile));
                long attended = attended(queries, keys);
                if (attended == 0) {
                    continue;
                }
                seen++;
                first = Math.min(first, tile);
                last = tile;
                if (attended == queries.size() * (long) keys.size()) {
                    full += keys.size() == slots ? 1 : 0;
                    padOnly += keys.size() < slots ? 1 : 0;
                }
            }
            visited += seen;
            range += problem.tiling() == Tiling.FLAT ? last + 1 - first : seen;
            histogram.merge(seen, 1L, Long::sum);
        }
        return new StaticTiles(
                visited,
                range,
                full,
                padOnly,
                histogram.firstKey(),
                histogram.lastKey(),
                TileHistogram.of(histogram),
                (double) totals.denseKvTiles() / histogram.lastKey(),
                (double) totals.denseTilePairs() / visited,
                waste(visited));
    }

    private DynamicTiles dynamicTiles(GnaTotals totals) {
        long visited = 0;
        long full = 0;
        long truncatedOnly = 0;
        long min = Long.MAX_VALUE;
        long max = 0;
        for (List<Integer> queries : grid.tiles(problem.queryTile()).values()) {
            List<Integer> keys = neededKeys(queries);
            if (problem.tiling() == Tiling.FLAT) {
                long tiles = ceilDiv(
                        keys.get(keys.size() - 1) + 1L - keys.get(0),
                        problem.kvTile().extent(0));
                visited += tiles;
                max = Math.max(max, tiles);
                continue;
            }
            BoxCuts cuts = new BoxCuts(keys.stream().map(grid::placeOf).toList(), problem.kvTile());
            Map<List<Integer>, List<Integer>> tiles = cutIntoTiles(cuts, grid.classOf(queries.get(0)));
            for (Map.Entry<List<Integer>, List<Integer>> tile : tiles.entrySet()) {
                boolean isAttended = attended(queries, tile.getValue())
                        == queries.size() * (long) tile.getValue().size();
                boolean isCut = tile.getValue().size() < problem.kvTile().size();
                full += isAttended && !isCut ? 1 : 0;
                truncatedOnly += isAttended && isCut ? 1 : 0;
            }
            visited += tiles.size();
            min = Math.min(min, tiles.size());
            max = Math.max(max, tiles.size());
        }
        double worst = (double) totals.denseKvTiles() / max;
        double mean = (double) totals.denseTilePairs() / visited;
        return problem.tiling() == Tiling.FLAT
                ? new DynamicTiles.Runs(visited, max, worst, mean, waste(visited))
                : new DynamicTiles.Boxes(visited, full, truncatedOnly, min, max, worst, mean, waste(visited));
    }

    /** The smallest box around some places, cut into tiles from its own origin. */
    private static final class BoxCuts {
        private final int[] first;
        private final int[] last;
        private final TileShape shape;

        BoxCuts(List<List<Integer>> places, TileShape shape) {
            this.shape = shape;
            this.first = places.get(0).stream().mapToInt(Integer::intValue).toArray();
            this.last = first.clone();
            for (List<Integer> place : places) {
                for (int axis = 0; axis < first.length; axis++) {
                    first[axis] = Math.min(first[axis], place.get(axis));
                    last[axis] = Math.max(last[axis], place.get(axis));
                }
            }
        }

        boolean holds(List<Integer> place) {
            for (int axis = 0; axis < first.length; axis++) {
                if (place.get(axis) < first[axis] || place.get(axis) > last[axis]) {
                    return false;
                }
            }
            return true;
        }

        List<Integer> tileOf(List<Integer> place) {
            List<Integer> name = new ArrayList<>();
            for (int axis = 0; axis < first.length; axis++) {
                name.add((place.get(axis) - first[axis]) / shape.extent(axis));
            }
            return name;
        }
    }

    private Map<List<Integer>, List<Integer>> cutIntoTiles(BoxCuts cuts, List<Integer> dilationClass) {
        Map<List<Integer>, List<Integer>> tiles = new HashMap<>();
        for (int token = 0; token < grid.tokens; token++) {
            List<Integer> place = grid.placeOf(token);
            if (grid.classOf(token).equals(dilationClass) && cuts.holds(place)) {
                tiles.computeIfAbsent(cuts.tileOf(place), unused -> new ArrayList<>())
                        .add(token);
            }
        }
        return tiles;
    }

    private List<Integer> neededKeys(List<Integer> queries) {
        Set<Integer> needed = new HashSet<>();
        for (int query : queries) {
            for (int key = 0; key < grid.tokens; key++) {
                if (attends[query][key]) {
                    needed.add(key);
                }
            }
        }
        return needed.stream().sorted().toList();
    }

    private long attended(List<Integer> queries, List<Integer> keys) {
        long attended = 0;
        for (int query : queries) {
            for (int key : keys) {
                attended += attends[query][key] ? 1 : 0;
            }
        }
        return attended;
    }

    private double waste(long visited) {
        return 1.0
                - (double) attendedPairs
                        / ((double) visited
                                * problem.queryTile().size()
                                * problem.kvTile().size());
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
