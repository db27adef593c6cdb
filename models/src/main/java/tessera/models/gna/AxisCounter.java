package tessera.models.gna;

/**
 * Counts the tiles of one axis. Query tiles that lie inside one stride group, or inside the zone at either border where
 * the window is clamped, see the same keys and are looked at once; between the borders counts repeat every lcm(query tile,
 * stride, KV tile) tokens. So the cost does not depend on the length of the axis. (A causal axis has no left zone of equal
 * tiles: its first window / query tile tiles are walked.) Mutable and reused; not thread-safe.
 */
final class AxisCounter {
    /** So few regular tiles are walked: finding their period costs more. */
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
    private Divisor queryTileDivisor = new Divisor(1);
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
        queryTileDivisor = new Divisor(queryTileExtent);
        kvTile = new Divisor(kvTileExtent);
        queryTiles = 0;
        attendedPairs = 0;
        staticTiles.clear(options.countsHistogram());
        dynamicTiles.clear(false);
        denseQueryTiles = queryTileDivisor.ceil(axis.length());
        denseKvTiles = kvTile.ceil(axis.length());
        if (axis.dilation() == 1) {
            launchedQueryTiles = denseQueryTiles;
            countClasses(axis, axis.length(), 1);
            return;
        }
        launchedQueryTiles = (long) axis.dilation() * queryTileDivisor.ceil(axis.classLength(0));
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
        int tiles = queryTileDivisor.ceil(length);
        queryTiles += (long) count * tiles;
        if (options.countsStatic() || options.countsDynamic()) {
            planTiles(tiles);
            sumPlanned();
        }
    }

    private void planTiles(int tiles) {
        int leftEnd = mask.leftClampedEnd();
        int rightStart = mask.rightClampedStart();
        int regularEnd = queryTileDivisor.floor(Math.min(rightStart, length - 1));
        int tile = 0;
        while (tile < tiles) {
            int first = tile * queryTile;
            if (first >= leftEnd && regularEnd - tile > FEW_TILES) {
                planPeriods(tile, regularEnd);
                tile = regularEnd;
            } else {
                int alike = mask.isCausal() ? 1 : tilesAlike(tile, first, leftEnd, rightStart, tiles);
                add(tile, alike);
                tile += alike;
            }
        }
    }

    /** Query tiles from this one on that lie inside one stride group, or one clamped zone, and so see the same keys; or 1. */
    private int tilesAlike(int tile, int first, int leftEnd, int rightStart, int tiles) {
        int end = first < leftEnd ? leftEnd : first >= rightStart ? length : mask.groupEnd(first);
        return end == length ? tiles - tile : Math.max(1, queryTileDivisor.floor(end) - tile);
    }

    /** Tiles from..to−1, all inside the regular zone. */
    private void planPeriods(int from, int to) {
        int tiles = to - from;
        int period = period(tiles);
        int repeats = tiles / period;
        int once = tiles % period;
        for (int i = 0; i < period; i++) {
            add(from + i, i < once ? repeats + 1 : repeats);
        }
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
