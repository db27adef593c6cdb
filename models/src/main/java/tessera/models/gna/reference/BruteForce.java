package tessera.models.gna.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tessera.models.gna.DynamicTiles;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.GnaTotals;
import tessera.models.gna.StaticTiles;
import tessera.models.gna.TileHistogram;
import tessera.models.gna.Tiling;

/**
 * Every count of a small problem, by its definition, from the token-level mask: O(tokens²) time and memory, so for up to a
 * few thousand tokens.
 */
public final class BruteForce {
    private final GnaProblem problem;
    private final boolean isFlat;
    private final TokenGrid grid;
    private final boolean[][] attends;
    private final long attendedPairs;
    private final List<int[]> queryTiles;

    private BruteForce(GnaProblem problem) {
        this.problem = problem;
        this.isFlat = problem.tiling() == Tiling.FLAT;
        this.grid = new TokenGrid(problem);
        this.attends = new boolean[grid.tokens()][grid.tokens()];
        GnaMask mask = new GnaMask(problem);
        long pairs = 0;
        for (int query = 0; query < grid.tokens(); query++) {
            for (int key = 0; key < grid.tokens(); key++) {
                attends[query][key] = mask.attends(grid.positionOf(query), grid.positionOf(key));
                pairs += attends[query][key] ? 1 : 0;
            }
        }
        this.attendedPairs = pairs;
        this.queryTiles = grid.tiles(problem.queryTile());
    }

    /** All counts and ratios of the problem. */
    public static GnaResult count(GnaProblem problem) {
        BruteForce counts = new BruteForce(problem);
        GnaTotals totals = counts.totals();
        return new GnaResult(
                problem,
                totals,
                counts.staticTiles(totals),
                counts.isFlat ? counts.runs(totals) : counts.boxes(totals));
    }

    private GnaTotals totals() {
        long denseQuery = 1;
        long denseKv = 1;
        long launched = isFlat ? queryTiles.size() : grid.classCount();
        for (int a = 0; a < problem.rank() && !isFlat; a++) {
            GnaAxis axis = problem.axes().get(a);
            denseQuery *= ceilDiv(axis.length(), problem.queryTile().extent(a));
            denseKv *= ceilDiv(axis.length(), problem.kvTile().extent(a));
            // Every dilation class is padded to the longest, which is the first.
            launched *=
                    ceilDiv(GnaMask.classLength(axis, 0), problem.queryTile().extent(a));
        }
        if (isFlat) {
            denseQuery = ceilDiv(grid.tokens(), problem.queryTile().extent(0));
            denseKv = ceilDiv(grid.tokens(), problem.kvTile().extent(0));
        }
        return new GnaTotals(
                grid.tokens(),
                attendedPairs,
                (double) grid.tokens() * grid.tokens() / attendedPairs,
                queryTiles.size(),
                launched,
                denseQuery,
                denseKv,
                denseQuery * denseKv);
    }

    private StaticTiles staticTiles(GnaTotals totals) {
        List<int[]> kvTiles = grid.tiles(problem.kvTile());
        long slots = problem.kvTile().size();
        long visited = 0;
        long range = 0;
        long full = 0;
        long padOnly = 0;
        TreeMap<Long, Long> histogram = new TreeMap<>();
        for (int[] queries : queryTiles) {
            List<Integer> seen = new ArrayList<>();
            for (int tile = 0; tile < kvTiles.size(); tile++) {
                int[] keys = kvTiles.get(tile);
                long attended = attended(queries, keys);
                if (attended > 0) {
                    seen.add(tile);
                }
                if (attended == (long) queries.length * keys.length) {
                    full += keys.length == slots ? 1 : 0;
                    padOnly += keys.length < slots ? 1 : 0;
                }
            }
            visited += seen.size();
            range += isFlat ? seen.get(seen.size() - 1) - seen.get(0) + 1 : seen.size();
            histogram.merge((long) seen.size(), 1L, Long::sum);
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

    private DynamicTiles boxes(GnaTotals totals) {
        long visited = 0;
        long full = 0;
        long truncatedOnly = 0;
        long min = Long.MAX_VALUE;
        long max = 0;
        for (int[] queries : queryTiles) {
            CutBox box = new CutBox(
                    Arrays.stream(neededKeys(queries)).mapToObj(grid::placeOf).toList(), problem.kvTile());
            for (int tile = 0; tile < box.tileCount(); tile++) {
                int[] keys = keys(box, tile, grid.classOf(queries[0]));
                boolean isAttended = attended(queries, keys) == (long) queries.length * keys.length;
                boolean isCut = keys.length < problem.kvTile().size();
                full += isAttended && !isCut ? 1 : 0;
                truncatedOnly += isAttended && isCut ? 1 : 0;
            }
            visited += box.tileCount();
            min = Math.min(min, box.tileCount());
            max = Math.max(max, box.tileCount());
        }
        return new DynamicTiles.Boxes(
                visited,
                full,
                truncatedOnly,
                min,
                max,
                (double) totals.denseKvTiles() / max,
                (double) totals.denseTilePairs() / visited,
                waste(visited));
    }

    private DynamicTiles runs(GnaTotals totals) {
        long visited = 0;
        long max = 0;
        for (int[] queries : queryTiles) {
            int[] keys = neededKeys(queries);
            long tiles = ceilDiv(
                    keys[keys.length - 1] + 1L - keys[0], problem.kvTile().extent(0));
            visited += tiles;
            max = Math.max(max, tiles);
        }
        return new DynamicTiles.Runs(
                visited,
                max,
                (double) totals.denseKvTiles() / max,
                (double) totals.denseTilePairs() / visited,
                waste(visited));
    }

    /** Tokens of a dilation class in one tile of the box. */
    private int[] keys(CutBox box, int tile, int[] dilationClass) {
        return IntStream.range(0, grid.tokens())
                .filter(token -> Arrays.equals(grid.classOf(token), dilationClass))
                .filter(token -> box.holds(grid.placeOf(token)) && box.tileOf(grid.placeOf(token)) == tile)
                .toArray();
    }

    private int[] neededKeys(int[] queries) {
        return IntStream.range(0, grid.tokens())
                .filter(key -> Arrays.stream(queries).anyMatch(query -> attends[query][key]))
                .toArray();
    }

    private long attended(int[] queries, int[] keys) {
        long attended = 0;
        for (int query : queries) {
            for (int key : keys) {
                attended += attends[query][key] ? 1 : 0;
            }
        }
        return attended;
    }

    private double waste(long visited) {
        double executed =
                (double) visited * problem.queryTile().size() * problem.kvTile().size();
        return 1.0 - attendedPairs / executed;
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
