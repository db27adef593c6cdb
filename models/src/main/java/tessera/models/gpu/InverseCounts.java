package tessera.models.gpu;

import tessera.models.gna.AxisMask;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.KvTiling;
import tessera.models.gna.Tiling;
import tessera.traces.check.CeilDiv;
import tessera.traces.check.InputException;

/**
 * The backward pass: a CTA owns a KV tile and goes through the query tiles whose window reaches it (the inverse window).
 * Mask and tiles are boxes, so the counts are products over the axes.
 */
final class InverseCounts {
    private static final int MAX_TILES = 1 << 26;

    private InverseCounts() {}

    /** Visited and masked query tiles of every KV tile, classes outermost, in raster order. */
    static int[][] of(GnaProblem problem, KvTiling kvTiling) {
        if (problem.tiling() == Tiling.FLAT && problem.rank() > 1) {
            throw new InputException("the backward pass is modelled for multi_dim tiles; leave --tiling out");
        }
        int classes = 1;
        for (GnaAxis axis : problem.axes()) {
            classes *= axis.dilation();
        }
        int[][][] perClass = new int[classes][][];
        int total = 0;
        for (int index = 0; index < classes; index++) {
            perClass[index] = ofClass(problem, kvTiling, index);
            total += perClass[index][0].length;
            if (total > MAX_TILES) {
                throw new InputException(
                        "more than " + MAX_TILES + " KV tiles for the backward pass; use larger KV tiles");
            }
        }
        int[][] all = new int[2][total];
        int at = 0;
        for (int[][] counts : perClass) {
            System.arraycopy(counts[0], 0, all[0], at, counts[0].length);
            System.arraycopy(counts[1], 0, all[1], at, counts[1].length);
            at += counts[0].length;
        }
        return all;
    }

    private static int[][] ofClass(GnaProblem problem, KvTiling kvTiling, int index) {
        int[] visited = {1};
        int[] whole = {1};
        int rest = index;
        int[] remainders = new int[problem.rank()];
        for (int a = problem.rank() - 1; a >= 0; a--) {
            remainders[a] = rest % problem.axes().get(a).dilation();
            rest /= problem.axes().get(a).dilation();
        }
        for (int a = 0; a < problem.rank(); a++) {
            int[][] axis = alongAxis(
                    problem.axes().get(a),
                    remainders[a],
                    problem.queryTile().extent(a),
                    problem.kvTile().extent(a),
                    kvTiling);
            visited = product(visited, axis[0]);
            whole = product(whole, axis[1]);
        }
        int[] masked = new int[visited.length];
        for (int tile = 0; tile < visited.length; tile++) {
            masked[tile] = visited[tile] - whole[tile];
        }
        return new int[][] {visited, masked};
    }

    /** Visited and whole query tiles of each KV tile of one axis. */
    static int[][] alongAxis(GnaAxis axis, int remainder, int queryTile, int kvTile, KvTiling kvTiling) {
        AxisMask mask = new AxisMask(axis.classLength(remainder), axis.window(), axis.stride(), axis.isCausal());
        int length = mask.length();
        int[][] counts = new int[2][CeilDiv.of(length, kvTile)];
        int first = 0;
        int end = 0;
        int firstOfAll = 0;
        int endOfAll = 0;
        for (int tile = 0; tile < counts[0].length; tile++) {
            int from = tile * kvTile;
            int to = length - from <= kvTile ? length : from + kvTile;
            // Both ends of a window never decrease with the query: the queries that see some key of the tile are an
            // interval [first, end), and so are those that see all of it, [firstOfAll, endOfAll).
            while (first < length && mask.endKey(first) <= from) {
                first++;
            }
            while (end < length && mask.firstKey(end) < to) {
                end++;
            }
            while (firstOfAll < length && mask.endKey(firstOfAll) < to) {
                firstOfAll++;
            }
            while (endOfAll < length && mask.firstKey(endOfAll) <= from) {
                endOfAll++;
            }
            int origin = kvTiling == KvTiling.DYNAMIC ? first : first / queryTile * queryTile;
            counts[0][tile] = CeilDiv.of(end - origin, queryTile);
            int wholeFrom = CeilDiv.of(Math.max(0, firstOfAll - origin), queryTile);
            // A query tile that sticks out of the layout, or of the interval when it starts there, is whole
            // nevertheless.
            boolean reachesEnd = endOfAll == end && (kvTiling == KvTiling.DYNAMIC || end == length);
            int wholeTo = reachesEnd ? counts[0][tile] : Math.max(0, endOfAll - origin) / queryTile;
            counts[1][tile] = Math.max(0, wholeTo - wholeFrom);
        }
        return counts;
    }

    private static int[] product(int[] outer, int[] inner) {
        if ((long) outer.length * inner.length > MAX_TILES) {
            throw new InputException("more than " + MAX_TILES + " KV tiles for the backward pass; use larger KV tiles");
        }
        int[] product = new int[outer.length * inner.length];
        for (int i = 0; i < outer.length; i++) {
            for (int j = 0; j < inner.length; j++) {
                product[i * inner.length + j] = Math.multiplyExact(outer[i], inner[j]);
            }
        }
        return product;
    }
}
