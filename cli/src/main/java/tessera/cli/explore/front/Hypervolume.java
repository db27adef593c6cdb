package tessera.cli.explore.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The volume that a front dominates, up to a reference point: the larger, the better the front. All objectives minimised.
 * One and two objectives by a sweep, three by a sweep over slices ({@link SweptVolume}, O(n log n)), more by exclusive
 * volumes: each point adds its box less what the points behind it cover of that box, which has one objective less.
 *
 * <p><b>Source:</b> While, Bradstreet, Barone: A fast way of calculating exact hypervolumes (WFG), IEEE Transactions on
 * Evolutionary Computation 16(1), 2012; Fonseca, Paquete, López-Ibáñez: An improved dimension-sweep algorithm for the
 * hypervolume indicator, CEC 2006.
 */
public final class Hypervolume {
    private static final int SAMPLES = 100_000;
    private static final long SEED = 1;

    private Hypervolume() {}

    /**
     * A volume, and how well it is known.
     *
     * @param value in the product of the objectives' units
     * @param standardError of an estimate; 0 where the value is exact
     */
    public record Volume(double value, double standardError) {
        public boolean isExact() {
            return standardError == 0;
        }
    }

    /**
     * The exact volume where that takes seconds at most (up to three objectives always; see {@link #mostExactPoints}), else
     * an estimate from 100,000 seeded samples of the box between the best of each objective and the reference.
     */
    public static Volume measure(double[][] points, double[] reference) {
        List<double[]> inside = inside(points, reference);
        return inside.size() <= mostExactPoints(reference.length)
                ? new Volume(volume(inside, reference), 0)
                : estimate(inside, reference);
    }

    /** The largest front whose volume is computed exactly for so many objectives. */
    static int mostExactPoints(int objectives) {
        return switch (objectives) {
            case 0, 1, 2, 3 -> Integer.MAX_VALUE;
            case 4 -> 4000;
            case 5 -> 1500;
            case 6 -> 300;
            default -> 50;
        };
    }

    /**
     * Volume of the union of the boxes between each point and the reference, exact; points that are not better than the
     * reference everywhere add nothing.
     */
    public static double of(double[][] points, double[] reference) {
        return volume(inside(points, reference), reference);
    }

    private static List<double[]> inside(double[][] points, double[] reference) {
        List<double[]> inside = new ArrayList<>();
        for (double[] point : points) {
            if (isInside(point, reference)) {
                inside.add(point);
            }
        }
        return inside;
    }

    private static boolean isInside(double[] point, double[] reference) {
        for (int i = 0; i < reference.length; i++) {
            if (!(point[i] < reference[i])) {
                return false;
            }
        }
        return true;
    }

    /** Volume in the first {@code reference.length} objectives; dominated points do no harm. */
    private static double volume(List<double[]> points, double[] reference) {
        if (points.isEmpty()) {
            return 0;
        }
        if (reference.length <= 3) {
            return SweptVolume.of(points, reference);
        }
        int last = reference.length - 1;
        // Worst in the last objective first: whoever comes later covers its box in that objective altogether.
        List<double[]> sorted = nonDominated(points, reference.length);
        sorted.sort(Comparator.comparingDouble((double[] point) -> point[last])
                .reversed()
                .thenComparing(Arrays::compare));
        double[] rest = Arrays.copyOf(reference, last);
        double sum = 0;
        for (int i = 0; i < sorted.size(); i++) {
            double[] point = sorted.get(i);
            double slice = box(point, rest) - volume(limited(point, sorted.subList(i + 1, sorted.size()), last), rest);
            sum += (reference[last] - point[last]) * slice;
        }
        return sum;
    }

    private static double box(double[] point, double[] reference) {
        double box = 1;
        for (int i = 0; i < reference.length; i++) {
            box *= reference[i] - point[i];
        }
        return box;
    }

    /** What the others cover of a point's box, in all objectives but the last. */
    private static List<double[]> limited(double[] point, List<double[]> others, int last) {
        List<double[]> limited = new ArrayList<>(others.size());
        for (double[] other : others) {
            double[] worst = new double[last];
            for (int i = 0; i < last; i++) {
                worst[i] = Math.max(point[i], other[i]);
            }
            limited.add(worst);
        }
        return limited;
    }

    private static List<double[]> nonDominated(List<double[]> points, int objectives) {
        double[][] all =
                points.stream().map(point -> Arrays.copyOf(point, objectives)).toArray(double[][]::new);
        List<double[]> kept = new ArrayList<>();
        for (int i : ParetoFront.of(all)) {
            kept.add(all[i]);
        }
        return kept;
    }

    private static Volume estimate(List<double[]> points, double[] reference) {
        double[] ideal = points.get(0).clone();
        for (double[] point : points) {
            for (int i = 0; i < ideal.length; i++) {
                ideal[i] = Math.min(ideal[i], point[i]);
            }
        }
        Random random = new Random(SEED);
        double[] sample = new double[reference.length];
        int hits = 0;
        for (int n = 0; n < SAMPLES; n++) {
            for (int i = 0; i < sample.length; i++) {
                sample[i] = ideal[i] + random.nextDouble() * (reference[i] - ideal[i]);
            }
            hits += isCovered(sample, points) ? 1 : 0;
        }
        double share = (double) hits / SAMPLES;
        double box = box(ideal, reference);
        return new Volume(share * box, box * Math.sqrt(Math.max(share * (1 - share), 1.0 / SAMPLES) / SAMPLES));
    }

    private static boolean isCovered(double[] sample, List<double[]> points) {
        for (double[] point : points) {
            boolean isBelow = true;
            for (int i = 0; i < sample.length && isBelow; i++) {
                isBelow = point[i] <= sample[i];
            }
            if (isBelow) {
                return true;
            }
        }
        return false;
    }
}
