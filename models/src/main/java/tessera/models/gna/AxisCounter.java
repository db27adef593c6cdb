package tessera.models.gna;

import tessera.traces.check.CeilDiv;

/**
 * Counts the tiles of one axis. Query tiles fall into three zones: left, where the window is clamped at the border and
 * every tile is alike; regular, where counts repeat every lcm(query tile, stride, KV tile) tokens; right, alike again.
 * So a handful of query tiles is looked at, whatever the length. (The left zone of a causal axis grows tile by tile and
 * is walked.) Mutable and reused; not thread-safe.
 */
final class AxisCounter {
    /** Tiles of a regular zone that are walked rather than searched for their period. */
    private static final int SHORT_ZONE = 4;

    long queryTiles;
    long launchedQueryTiles;
    long denseQueryTiles;
    long denseKvTiles;
    long attendedPairs;
    final AxisTiles staticTiles = new AxisTiles();
    final AxisTiles dynamicTiles = new AxisTiles();

    private GnaOptions options = GnaOptions.ALL;
    private AxisMask mask = new AxisMask(1, 1, 1, false);
    private int queryTile;
    private int kvTile;
    private int length;
    private int kvTileCount;
    private long classCount;

    void count(GnaAxis axis, int queryTileExtent, int kvTileExtent, GnaOptions wanted) {
        options = wanted;
        queryTile = queryTileExtent;
        kvTile = kvTileExtent;
        queryTiles = 0;
        attendedPairs = 0;
        staticTiles.clear(options.countsHistogram());
        dynamicTiles.clear(false);
        denseQueryTiles = CeilDiv.of(axis.length(), queryTile);
        denseKvTiles = CeilDiv.of(axis.length(), kvTile);
        launchedQueryTiles = (long) axis.dilation() * CeilDiv.of(axis.classLength(0), queryTile);
        int longer = axis.length() % axis.dilation();
        if (longer > 0) {
            countClasses(axis, axis.classLength(0), longer);
        }
        countClasses(axis, axis.classLength(axis.dilation() - 1), axis.dilation() - longer);
    }

    /** {@code count} dilation classes of the same length: counted once. */
    private void countClasses(GnaAxis axis, int classLength, int count) {
        mask = new AxisMask(classLength, axis.window(), axis.stride(), axis.isCausal());
        length = classLength;
        classCount = count;
        kvTileCount = CeilDiv.of(length, kvTile);
        attendedPairs += count * mask.attendedPairs();
        int tiles = CeilDiv.of(length, queryTile);
        queryTiles += (long) count * tiles;
        if (options.countsStatic() || options.countsDynamic()) {
            countTiles(tiles);
        }
    }

    private void countTiles(int tiles) {
        int leftEnd = mask.leftClampedEnd();
        int regularFrom = CeilDiv.of(leftEnd, queryTile);
        int rightStart = mask.rightClampedStart();
        int tile = 0;
        if (!mask.isCausal()) {
            tile = leftEnd == length ? tiles : leftEnd / queryTile;
            if (tile > 0) {
                add(0, tile);
            }
        }
        while (tile < tiles && tile < regularFrom) {
            add(tile++, 1);
        }
        tile = regularZone(tile, Math.min(rightStart, length - 1) / queryTile);
        int alikeFrom = mask.isCausal() ? tiles : CeilDiv.of(rightStart, queryTile);
        while (tile < tiles && tile < alikeFrom) {
            add(tile++, 1);
        }
        if (tile < tiles) {
            add(tile, tiles - tile);
        }
    }

    /** Tiles from..to−1, all inside the regular zone; returns the next tile to look at. */
    private int regularZone(int from, int to) {
        int tiles = to - from;
        if (tiles <= 0) {
            return from;
        }
        int period = tiles <= SHORT_ZONE ? tiles : period(tiles);
        int repeats = tiles / period;
        int once = tiles % period;
        for (int i = 0; i < period; i++) {
            add(from + i, i < once ? repeats + 1 : repeats);
        }
        return to;
    }

    /** Query tiles after which counts repeat: lcm(queryTile, stride, kvTile) / queryTile, at most {@code limit}. */
    private int period(int limit) {
        long strides = mask.stride() / greatestCommonDivisor(queryTile, mask.stride());
        if (strides >= limit) {
            return limit;
        }
        long common = queryTile * strides;
        long kvTiles = kvTile / greatestCommonDivisor((int) (common % kvTile), kvTile);
        return (int) Math.min(limit, strides * kvTiles);
    }

    private static int greatestCommonDivisor(int a, int b) {
        while (b != 0) {
            int remainder = a % b;
            a = b;
            b = remainder;
        }
        return a;
    }

    private void add(int tile, int times) {
        int first = tile * queryTile;
        int last = length - first <= queryTile ? length - 1 : first + queryTile - 1;
        int lowest = mask.firstKey(first);
        int highestStart = mask.firstKey(last);
        int lowestEnd = mask.isCausal() ? first + 1 : lowest + mask.window();
        int end = mask.isCausal() ? last + 1 : highestStart + mask.window();
        if (options.countsStatic()) {
            addStatic(lowest, highestStart, lowestEnd, end, times * classCount);
        }
        if (options.countsDynamic()) {
            addDynamic(lowest, highestStart, lowestEnd, end, times * classCount);
        }
    }

    /** All queries see [highestStart, lowestEnd), some query sees each of [lowest, end). KV tiles start at 0. */
    private void addStatic(int lowest, int highestStart, int lowestEnd, int end, long times) {
        int visited = CeilDiv.of(end, kvTile) - lowest / kvTile;
        int from = CeilDiv.of(highestStart, kvTile);
        int fullEnd = lowestEnd / kvTile;
        int wholeEnd = lowestEnd == length ? kvTileCount : fullEnd;
        staticTiles.add(visited, Math.max(0, fullEnd - from), Math.max(0, wholeEnd - from), times);
        if (options.countsHistogram()) {
            staticTiles.histogram.add(visited, times);
        }
    }

    /** As {@link #addStatic}, but KV tiles start at {@code lowest} and the last one is cut at {@code end}. */
    private void addDynamic(int lowest, int highestStart, int lowestEnd, int end, long times) {
        int visited = CeilDiv.of(end - lowest, kvTile);
        int from = CeilDiv.of(highestStart - lowest, kvTile);
        int fullEnd = (lowestEnd - lowest) / kvTile;
        int wholeEnd = lowestEnd == end ? visited : fullEnd;
        dynamicTiles.add(visited, Math.max(0, fullEnd - from), Math.max(0, wholeEnd - from), times);
    }
}
