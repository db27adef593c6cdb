package tessera.cli.explore.front;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Dominated volume in one to three objectives: by rising third objective, with the area that the points so far dominate in
 * the other two. That area's edge is a staircase, kept by rising first objective.
 */
final class SweptVolume {
    private final double endX;
    private final double endY;
    /** Corners of the staircase: y falls as x rises. */
    private final TreeMap<Double, Double> stairs = new TreeMap<>();

    private double area;

    private SweptVolume(double endX, double endY) {
        this.endX = endX;
        this.endY = endY;
    }

    /** Volume of points that are all better than the reference, which has one to three objectives. */
    static double of(List<double[]> points, double[] reference) {
        boolean hasY = reference.length > 1;
        boolean hasZ = reference.length > 2;
        List<double[]> sorted = new ArrayList<>(points);
        if (hasZ) {
            sorted.sort(Comparator.comparingDouble(point -> point[2]));
        }
        SweptVolume sweep = new SweptVolume(reference[0], hasY ? reference[1] : 1);
        double volume = 0;
        for (int i = 0; i < sorted.size(); i++) {
            double[] point = sorted.get(i);
            sweep.add(point[0], hasY ? point[1] : 0);
            if (hasZ) {
                double next = i + 1 < sorted.size() ? sorted.get(i + 1)[2] : reference[2];
                volume += sweep.area * (next - point[2]);
            }
        }
        return hasZ ? volume : sweep.area;
    }

    private void add(double x, double y) {
        Map.Entry<Double, Double> before = stairs.floorEntry(x);
        if (before != null && before.getValue() <= y) {
            return;
        }
        double from = x;
        double top = before == null ? endY : before.getValue();
        Iterator<Map.Entry<Double, Double>> later =
                stairs.tailMap(x, false).entrySet().iterator();
        while (later.hasNext() && top > y) {
            Map.Entry<Double, Double> corner = later.next();
            area += (corner.getKey() - from) * (top - y);
            from = corner.getKey();
            top = corner.getValue();
            if (top >= y) {
                later.remove();
            }
        }
        if (top > y) {
            area += (endX - from) * (top - y);
        }
        stairs.put(x, y);
    }
}
