package tessera.models.gna;

import tessera.traces.check.CeilDiv;

/**
 * Counts the tiles of one axis. Query tiles fall into three zones: left, where the window is clamped at the border and
 * every tile is alike; regular, where counts repeat every lcm(query tile, stride, KV tile) tokens; right, alike again.
 * So a handful of query tiles is looked at, whatever the length. (The left zone of a causal axis grows tile by tile and
 * is walked.) Mutable and reused; not thread-safe.
 */
final class AxisCounter {
    /** So few tiles are walked one by one: telling zones and periods apart costs more than 4 ns a tile. */
    private static final int FEW_TILES = 24;

    /** Tiles gathered before they are summed. */
    private static final int PLAN_SIZE = 128;

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
    private Divisor kvTile = new Divisor(1);
    private int length;
    private int kvTileCount;
    private long classCount;

    private final int[] plannedTile = new int[PLAN_SIZE];
    private final int[] plannedTimes = new int[PLAN_SIZE];
    private int planned;
    private final int[] lowest = new int[PLAN_SIZE];
    private final int[] highestStart = new int[PLAN_SIZE];
    private final int[] lowestEnd = new int[PLAN_SIZE];
    private final int[] end = new int[PLAN_SIZE];

    void count(GnaAxis axis, int queryTileExtent, int kvTileExtent, GnaOptions wanted) {
        options = wanted;
        queryTile = queryTileExtent;
        kvTile = new Divisor(kvTileExtent);
        queryTiles = 0;
        attendedPairs = 0;
        staticTiles.clear(options.countsHistogram());
        dynamicTiles.clear(false);
        denseQueryTiles = CeilDiv.of(axis.length(), queryTile);
        denseKvTiles = kvTile.ceil(axis.length());
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
        planned = 0;
        length = classLength;
        classCount = count;
        kvTileCount = kvTile.ceil(length);
        attendedPairs += count * mask.attendedPairs();
        int tiles = CeilDiv.of(length, queryTile);
        queryTiles += (long) count * tiles;
        if (options.countsStatic() || options.countsDynamic()) {
            planTiles(tiles);
            sumPlanned();
        }
    }

    private void planTiles(int tiles) {
        if (tiles <= FEW_TILES) {
            for (int tile = 0; tile < tiles; tile++) {
                plannedTile[tile] = tile;
                plannedTimes[tile] = 1;
            }
            planned = tiles;
            return;
        }
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
        int period = tiles <= FEW_TILES ? tiles : period(tiles);
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
        int kvTileSize = kvTile.value();
        long kvTiles = kvTileSize / greatestCommonDivisor((int) (common % kvTileSize), kvTileSize);
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

    /** Notes {@code times} query tiles that are all like this one. */
    private void add(int tile, int times) {
        if (planned == PLAN_SIZE) {
            sumPlanned();
        }
        plannedTile[planned] = tile;
        plannedTimes[planned++] = times;
    }

    /** Adds up what was planned: the loops that all the time goes into. */
    private void sumPlanned() {
        for (int i = 0; i < planned; i++) {
            int first = plannedTile[i] * queryTile;
            int last = length - first <= queryTile ? length - 1 : first + queryTile - 1;
            lowest[i] = mask.firstKey(first);
            highestStart[i] = mask.firstKey(last);
            lowestEnd[i] = mask.isCausal() ? first + 1 : lowest[i] + mask.window();
            end[i] = mask.isCausal() ? last + 1 : highestStart[i] + mask.window();
        }
        if (options.countsStatic()) {
            sumStatic();
        }
        if (options.countsDynamic()) {
            sumDynamic();
        }
        planned = 0;
    }

    /** All queries see [highestStart, lowestEnd), some query sees each of [lowest, end). KV tiles start at 0. */
    private void sumStatic() {
        long visitedSum = 0;
        long fullSum = 0;
        long wholeSum = 0;
        int min = Integer.MAX_VALUE;
        int max = 0;
        for (int i = 0; i < planned; i++) {
            int visited = kvTile.ceil(end[i]) - kvTile.floor(lowest[i]);
            int from = kvTile.ceil(highestStart[i]);
            int fullEnd = kvTile.floor(lowestEnd[i]);
            int wholeEnd = lowestEnd[i] == length ? kvTileCount : fullEnd;
            long times = plannedTimes[i];
            visitedSum += times * visited;
            fullSum += times * Math.max(0, fullEnd - from);
            wholeSum += times * Math.max(0, wholeEnd - from);
            min = Math.min(min, visited);
            max = Math.max(max, visited);
            if (options.countsHistogram()) {
                staticTiles.histogram.add(visited, times * classCount);
            }
        }
        staticTiles.add(visitedSum * classCount, fullSum * classCount, wholeSum * classCount, min, max);
    }

    /** As {@link #sumStatic}, but KV tiles start at {@code lowest} and the last one is cut at {@code end}. */
    private void sumDynamic() {
        long visitedSum = 0;
        long fullSum = 0;
        long wholeSum = 0;
        int min = Integer.MAX_VALUE;
        int max = 0;
        for (int i = 0; i < planned; i++) {
            int visited = kvTile.ceil(end[i] - lowest[i]);
            int from = kvTile.ceil(highestStart[i] - lowest[i]);
            int fullEnd = kvTile.floor(lowestEnd[i] - lowest[i]);
            int wholeEnd = lowestEnd[i] == end[i] ? visited : fullEnd;
            long times = plannedTimes[i];
            visitedSum += times * visited;
            fullSum += times * Math.max(0, fullEnd - from);
            wholeSum += times * Math.max(0, wholeEnd - from);
            min = Math.min(min, visited);
            max = Math.max(max, visited);
        }
        dynamicTiles.add(visitedSum * classCount, fullSum * classCount, wholeSum * classCount, min, max);
    }
}
