package tessera.models.gna;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Axes too long for brute force: zones and periods against a walk over every query tile. */
class AxisCounterTest {
    private static final long MOST = Integer.MAX_VALUE;

    @Test
    void zonesAndPeriodsAddUpToEveryTile() {
        AxisCounter counter = new AxisCounter();
        for (long seed = 1; seed <= 1_500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int length = random.nextInt(1, 2_000);
            int dilation = random.nextInt(4) == 0 ? random.nextInt(1, Math.min(length, 5) + 1) : 1;
            int window = random.nextInt(1, length / dilation + 1);
            window = random.nextBoolean() ? window : Math.min(window, random.nextInt(1, 65));
            int stride = random.nextInt(1, window + 1);
            stride = random.nextBoolean() ? stride : Math.min(window, 1 << random.nextInt(6));
            GnaAxis axis = new GnaAxis(length, window, stride, dilation, random.nextInt(4) == 0);
            int queryTile = random.nextInt(1, 20);
            int kvTile = random.nextInt(1, 20);
            counter.count(axis, queryTile, kvTile, GnaOptions.ALL);
            compare(axis, queryTile, kvTile, counter, "seed " + seed + ": " + axis);
        }
    }

    private static void compare(GnaAxis axis, int queryTile, int kvTile, AxisCounter counter, String message) {
        long[] sums = new long[6];
        TreeMap<Long, Long> histogram = new TreeMap<>();
        long attended = 0;
        for (int remainder = 0; remainder < axis.dilation(); remainder++) {
            int length = axis.classLength(remainder);
            AxisMask mask = new AxisMask(length, axis.window(), axis.stride(), axis.isCausal());
            for (int query = 0; query < length; query++) {
                attended += mask.endKey(query) - mask.firstKey(query);
            }
            for (int first = 0; first < length; first += queryTile) {
                int last = Math.min(first + queryTile, length) - 1;
                int from = mask.firstKey(first);
                int to = mask.endKey(last);
                long visited = (to - 1L) / kvTile - from / kvTile + 1;
                histogram.merge(visited, 1L, Long::sum);
                sums[0] += visited;
                sums[3] += (to - from + kvTile - 1) / kvTile;
                for (int tile = from / kvTile; tile * kvTile < to; tile++) {
                    boolean isWhole = tile * kvTile >= mask.firstKey(last)
                            && Math.min((tile + 1) * kvTile, length) <= mask.endKey(first);
                    sums[2] += isWhole ? 1 : 0;
                    sums[1] += isWhole && (tile + 1) * kvTile <= length ? 1 : 0;
                }
                for (int start = from; start < to; start += kvTile) {
                    boolean isWhole =
                            start >= mask.firstKey(last) && Math.min(start + kvTile, to) <= mask.endKey(first);
                    sums[5] += isWhole ? 1 : 0;
                    sums[4] += isWhole && start + kvTile <= to ? 1 : 0;
                }
            }
        }
        AxisTiles fixed = counter.staticTiles;
        AxisTiles moving = counter.dynamicTiles;
        assertEquals(attended, counter.attendedPairs, message);
        assertEquals(
                sums[0] + " " + sums[1] + " " + sums[2], fixed.visited + " " + fixed.full + " " + fixed.whole, message);
        assertEquals(
                sums[3] + " " + sums[4] + " " + sums[5],
                moving.visited + " " + moving.full + " " + moving.whole,
                message);
        assertEquals(TileHistogram.of(histogram), fixed.histogram.sorted(), message);
        assertEquals(histogram.firstKey(), fixed.min, message);
        assertEquals(histogram.lastKey(), fixed.max, message);
    }

    @Test
    void longestAxisIsExactAndQuick() {
        // n = 2^31 − 1 = 2 · (2^30 − 1) + 1, w = 3, s = 1, tiles of 2 | 2: query tile u holds 2u, 2u+1 and sees keys
        // 2u−1 .. 2u+2, three KV tiles; the first sees 0..2, two; the last holds only n−1 and sees n−3..n−1, two.
        AxisCounter counter = new AxisCounter();
        counter.count(GnaAxis.of((int) MOST, 3, 1), 2, 2, GnaOptions.ALL);
        long tiles = (MOST + 1) / 2;
        assertEquals(tiles, counter.queryTiles);
        assertEquals(3 * (tiles - 2) + 2 + 2, counter.staticTiles.visited);
        assertEquals(MOST * 3, counter.attendedPairs);
    }

    @Test
    void fullCausalAttentionOfALongAxisIsTriangular() {
        // w = n = 2^20, s = 1: query sees 0..i; tiles of 256 | 128: query tile u sees 2u+2 KV tiles, 2u of them whole.
        int length = 1 << 20;
        AxisCounter counter = new AxisCounter();
        counter.count(new GnaAxis(length, length, 1, 1, true), 256, 128, GnaOptions.ALL);
        long tiles = length / 256;
        assertEquals(tiles * (tiles + 1), counter.staticTiles.visited);
        assertEquals(tiles * (tiles - 1), counter.staticTiles.full);
        assertEquals((long) length * (length + 1) / 2, counter.attendedPairs);
    }
}
