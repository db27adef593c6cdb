package tessera.traces.stat;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.trace.TraceShape;

/**
 * How far from each other tokens are: the largest distance along any axis of the layout. Query i stands at key
 * i + keyCount − queryCount, the last query at the last key; with more queries than keys there is no such place.
 */
final class Locality {
    private static final int[] RADII = {0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    private final int offset;
    private final int keyCount;
    private final int[][] coordinates;
    /** By distance, the first radius that reaches as far; {@code radii.size()} if none does. */
    private final int[] firstRadius;

    private final List<Integer> radii = new ArrayList<>();

    Locality(TraceShape shape) {
        keyCount = shape.keyCount();
        offset = keyCount - shape.queryCount();
        List<Integer> layout = shape.layout();
        int longest = layout.stream().mapToInt(axis -> axis).max().orElseThrow();
        for (int radius : RADII) {
            if (offset >= 0 && radius < longest) {
                radii.add(radius);
            }
        }
        firstRadius = new int[longest];
        for (int distance = 0, place = 0; distance < longest; distance++) {
            while (place < radii.size() && radii.get(place) < distance) {
                place++;
            }
            firstRadius[distance] = place;
        }
        coordinates = new int[layout.size()][keyCount];
        int inner = 1;
        for (int axis = layout.size() - 1; axis >= 0; axis--) {
            for (int key = 0; key < keyCount; key++) {
                coordinates[axis][key] = key / inner % layout.get(axis);
            }
            inner *= layout.get(axis);
        }
    }

    /** Distances that are measured: those shorter than the longest axis; none where queries have no place. */
    List<Integer> radii() {
        return radii;
    }

    /** Adds a query's probability on the keys within each radius to {@code sums}. */
    void addTo(double[] sums, float[] row, int query, int visible) {
        if (radii.isEmpty()) {
            return;
        }
        double[] rings = new double[radii.size() + 1];
        int place = query + offset;
        if (coordinates.length == 1) {
            for (int key = 0; key < visible; key++) {
                rings[firstRadius[Math.abs(key - place)]] += row[key];
            }
        } else {
            for (int key = 0; key < visible; key++) {
                rings[firstRadius[distance(key, place)]] += row[key];
            }
        }
        double within = 0;
        for (int i = 0; i < sums.length; i++) {
            within += rings[i];
            sums[i] += within;
        }
    }

    private int distance(int a, int b) {
        int largest = 0;
        for (int[] axis : coordinates) {
            largest = Math.max(largest, Math.abs(axis[a] - axis[b]));
        }
        return largest;
    }
}
