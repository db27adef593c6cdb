package tessera.models.gna;

import tessera.traces.check.InputException;

/**
 * KV tiles of every single query tile of a problem, in launch order: dilation classes outermost (raster order of their
 * remainders), then the tiles of a class in raster order; in flat tiling, runs of tokens in raster order. Query tiles that
 * hold no token (a class shorter than the longest) are left out. Immutable; memory is proportional to the query tiles.
 */
public final class QueryTileCounts {
    private static final int MAX_QUERY_TILES = 1 << 26;

    private final long[] visited;
    private final long[] whole;

    private QueryTileCounts(long queryTiles) {
        if (queryTiles > MAX_QUERY_TILES) {
            throw new InputException("a list of " + queryTiles + " query tiles, expected at most " + MAX_QUERY_TILES
                    + "; use larger query tiles");
        }
        visited = new long[(int) queryTiles];
        whole = new long[(int) queryTiles];
    }

    /** The counts of a problem; flat tiling knows static KV tiles only (an InputException otherwise). */
    public static QueryTileCounts of(GnaProblem problem, KvTiling kvTiling) {
        long queryTiles =
                GnaAnalysis.analyze(problem, GnaOptions.NOTHING).totals().queryTiles();
        QueryTileCounts counts = new QueryTileCounts(queryTiles);
        if (problem.tiling() == Tiling.MULTI_DIM) {
            counts.fillClasses(problem, kvTiling);
        } else if (kvTiling == KvTiling.STATIC) {
            counts.fillRuns(problem);
        } else {
            throw new InputException("flat tiling has no list of dynamic KV tiles; use static KV tiling");
        }
        return counts;
    }

    private void fillRuns(GnaProblem problem) {
        FlatTiles.walk(problem, true, (tile, seen, common) -> {
            visited[tile] = seen.tiles();
            whole[tile] = common.full() + common.padOnly();
        });
    }

    private void fillClasses(GnaProblem problem, KvTiling kvTiling) {
        int rank = problem.rank();
        AxisTileCounts[][] perAxis = new AxisTileCounts[rank][];
        int classes = 1;
        for (int a = 0; a < rank; a++) {
            GnaAxis axis = problem.axes().get(a);
            perAxis[a] = new AxisTileCounts[axis.dilation()];
            for (int remainder = 0; remainder < axis.dilation(); remainder++) {
                perAxis[a][remainder] = AxisTileCounts.of(
                        axis,
                        remainder,
                        problem.queryTile().extent(a),
                        problem.kvTile().extent(a),
                        kvTiling);
            }
            classes *= axis.dilation();
        }
        int next = 0;
        AxisTileCounts[] ofClass = new AxisTileCounts[rank];
        for (int index = 0; index < classes; index++) {
            int rest = index;
            for (int a = rank - 1; a >= 0; a--) {
                ofClass[a] = perAxis[a][rest % perAxis[a].length];
                rest /= perAxis[a].length;
            }
            next = fill(ofClass, 0, 1, 1, next);
        }
    }

    /** Products over the axes from {@code axis} on, last axis fastest; returns the next free index. */
    private int fill(AxisTileCounts[] axes, int axis, long visitedSoFar, long wholeSoFar, int from) {
        if (axis == axes.length) {
            visited[from] = visitedSoFar;
            whole[from] = wholeSoFar;
            return from + 1;
        }
        int next = from;
        for (int tile = 0; tile < axes[axis].queryTileCount(); tile++) {
            long visitedHere = visitedSoFar * axes[axis].visited(tile);
            next = fill(axes, axis + 1, visitedHere, wholeSoFar * axes[axis].whole(tile), next);
        }
        return next;
    }

    public int queryTileCount() {
        return visited.length;
    }

    /** KV tiles that the query tile visits. */
    public long visited(int queryTile) {
        return visited[queryTile];
    }

    /** Visited KV tiles that need no fine-grained mask (bounds checks suffice). */
    public long whole(int queryTile) {
        return whole[queryTile];
    }
}
