package tessera.models.golden;

import java.util.ArrayList;
import java.util.List;
import tessera.models.block.GnaTilesParams;
import tessera.models.gna.GnaAxis;
import tessera.models.gna.reference.GnaMask;

/**
 * The KV tiles that a query tile needs, along each axis, straight from the token-level mask: O(length²) an axis.
 * <b>Source:</b> the mask of {@link GnaMask}.
 */
public final class GnaTileRanges {
    private GnaTileRanges() {}

    /**
     * One query tile along one axis.
     *
     * @param remainder its dilation class
     * @param firstQuery its first query, as a place inside the class
     * @param firstKvTile first KV tile of the class with an attended key
     * @param lastKvTile last such tile; all between are attended too
     */
    public record Range(int remainder, int firstQuery, int firstKvTile, int lastKvTile) {}

    /** The query tiles of one axis: per dilation class, in order. */
    public static List<List<Range>> ofAxis(GnaTilesParams params, int axis) {
        GnaAxis mask = params.axis(axis);
        List<List<Range>> classes = new ArrayList<>();
        for (int remainder = 0; remainder < mask.dilation(); remainder++) {
            List<Range> tiles = new ArrayList<>();
            int length = mask.classLength(remainder);
            for (int query = 0; query < length; query += params.queryTile(axis)) {
                int end = Math.min(length, query + params.queryTile(axis));
                tiles.add(range(mask, remainder, query, end, length, params.kvTile(axis)));
            }
            classes.add(tiles);
        }
        return classes;
    }

    private static Range range(GnaAxis mask, int remainder, int first, int end, int length, int kvTile) {
        int least = Integer.MAX_VALUE;
        int most = -1;
        for (int query = first; query < end; query++) {
            for (int key = 0; key < length; key++) {
                int step = mask.dilation();
                if (GnaMask.attendsOnAxis(mask, remainder + query * step, remainder + key * step)) {
                    least = Math.min(least, key / kvTile);
                    most = Math.max(most, key / kvTile);
                }
            }
        }
        return new Range(remainder, first, least, most);
    }

    /**
     * One query tile with one of its KV tiles.
     *
     * @param queryToken raster index of the query tile's first token
     * @param keyToken raster index of the KV tile's first token
     * @param isFirst whether it is the query tile's first KV tile
     * @param isLast whether it is the query tile's last KV tile
     */
    public record Pair(int queryToken, int keyToken, boolean isFirst, boolean isLast) {}

    /** Every pair: dilation classes, query tiles and KV tiles each in raster order, the classes outermost. */
    public static List<Pair> pairs(GnaTilesParams params) {
        List<List<List<Range>>> axes = List.of(ofAxis(params, 0), ofAxis(params, 1), ofAxis(params, 2));
        List<Pair> pairs = new ArrayList<>();
        for (List<Range> first : axes.get(0)) {
            for (List<Range> second : axes.get(1)) {
                for (List<Range> third : axes.get(2)) {
                    for (Range a : first) {
                        for (Range b : second) {
                            third.forEach(c -> addTile(params, List.of(a, b, c), pairs));
                        }
                    }
                }
            }
        }
        return pairs;
    }

    private static void addTile(GnaTilesParams params, List<Range> ranges, List<Pair> pairs) {
        int query = 0;
        int count = 1;
        for (int axis = 0; axis < ranges.size(); axis++) {
            Range range = ranges.get(axis);
            query += token(params, axis, range.remainder(), range.firstQuery());
            count *= range.lastKvTile() - range.firstKvTile() + 1;
        }
        for (int i = 0; i < count; i++) {
            int key = 0;
            int rest = i;
            for (int axis = ranges.size() - 1; axis >= 0; axis--) {
                Range range = ranges.get(axis);
                int tiles = range.lastKvTile() - range.firstKvTile() + 1;
                int tile = range.firstKvTile() + rest % tiles;
                rest /= tiles;
                key += token(params, axis, range.remainder(), tile * params.kvTile(axis));
            }
            pairs.add(new Pair(query, key, i == 0, i + 1 == count));
        }
    }

    private static int token(GnaTilesParams params, int axis, int remainder, int place) {
        return (remainder + place * params.axis(axis).dilation()) * params.rasterStep(axis);
    }
}
