package tessera.cli.explore.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that a front dominates, up to a reference point: the larger, the better the front. All objectives minimised.
 * Exact, by exclusive volumes: each point adds its box less what the points behind it cover of that box.
 *
 * <p><b>Source:</b> While, Bradstreet, Barone: A fast way of calculating exact hypervolumes (WFG), IEEE Transactions on
 * Evolutionary Computation 16(1), 2012.
 */
public final class Hypervolume {
    private Hypervolume() {}

    /**
     * Volume of the union of the boxes between each point and the reference; points that are not better than the reference
     * everywhere add nothing.
     */
    public static double of(double[][] points, double[] reference) {
        List<double[]> inside = new ArrayList<>();
        for (double[] point : points) {
            if (isInside(point, reference)) {
                inside.add(point);
            }
        }
        return volume(nonDominated(inside), reference);
    }

    private static boolean isInside(double[] point, double[] reference) {
        for (int i = 0; i < point.length; i++) {
            if (!(point[i] < reference[i])) {
                return false;
            }
        }
        return true;
    }

    private static double volume(List<double[]> front, double[] reference) {
        if (reference.length == 2) {
            return area(front, reference);
        }
        // Worst in the last objective first: its box is cut back to few points by the others.
        List<double[]> sorted = new ArrayList<>(front);
        sorted.sort(Comparator.comparingDouble((double[] point) -> point[point.length - 1])
                .reversed()
                .thenComparing(Arrays::compare));
        double sum = 0;
        for (int i = 0; i < sorted.size(); i++) {
            sum += exclusive(sorted.get(i), sorted.subList(i + 1, sorted.size()), reference);
        }
        return sum;
    }

    private static double exclusive(double[] point, List<double[]> others, double[] reference) {
        double box = 1;
        for (int i = 0; i < point.length; i++) {
            box *= reference[i] - point[i];
        }
        if (others.isEmpty()) {
            return box;
        }
        List<double[]> limited = new ArrayList<>();
        for (double[] other : others) {
            double[] worst = new double[point.length];
            for (int i = 0; i < point.length; i++) {
                worst[i] = Math.max(point[i], other[i]);
            }
            limited.add(worst);
        }
        return box - volume(nonDominated(limited), reference);
    }

    private static double area(List<double[]> front, double[] reference) {
        List<double[]> sorted = new ArrayList<>(front);
        sorted.sort(Arrays::compare);
        double sum = 0;
        double height = reference[1];
        for (double[] point : sorted) {
            if (point[1] < height) {
                sum += (reference[0] - point[0]) * (height - point[1]);
                height = point[1];
            }
        }
        return sum;
    }

    private static List<double[]> nonDominated(List<double[]> points) {
        double[][] all = points.toArray(double[][]::new);
        List<double[]> kept = new ArrayList<>();
        for (int i : ParetoFront.of(all)) {
            if (kept.isEmpty() || !Arrays.equals(kept.get(kept.size() - 1), all[i])) {
                kept.add(all[i]);
            }
        }
        return kept;
    }
}
