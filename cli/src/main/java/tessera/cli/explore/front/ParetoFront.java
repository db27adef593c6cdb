package tessera.cli.explore.front;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The points that no other point beats: exact, for any number of objectives, all to be minimised (negate what is to be
 * maximised). A point is dominated if another is at most as large in every objective and smaller in one; equal points do
 * not dominate each other. Points with a NaN take no part.
 */
public final class ParetoFront {
    private ParetoFront() {}

    /**
     * Numbers of the points on the front, ascending. O(n log n) for one or two objectives; beyond, divide and conquer (see
     * {@link FrontDivision}): O(n log^(m−1) n) for m objectives, however many points are on the front.
     *
     * @param points one row per point, one column per objective
     */
    public static int[] of(double[][] points) {
        int[] order = lexicographic(points);
        int objectives = order.length == 0 ? 0 : points[order[0]].length;
        int[] first = distinct(points, order);
        boolean[] isOn = new boolean[first.length];
        if (objectives <= 2) {
            sweep(points, order, first, isOn);
        } else {
            FrontDivision.mark(columns(points, order, first, objectives), isOn);
        }
        return members(order, first, isOn);
    }

    /** Candidates in lexicographic order: nobody is dominated by a later one. */
    private static int[] lexicographic(double[][] points) {
        int[] candidates = FrontCandidates.of(points);
        return LexicographicOrder.sorted(points, candidates);
    }

    /** Where in the order each distinct point begins. */
    private static int[] distinct(double[][] points, int[] order) {
        return IntStream.range(0, order.length)
                .filter(i -> i == 0 || LexicographicOrder.compare(points[order[i - 1]], points[order[i]]) != 0)
                .toArray();
    }

    /** In lexicographic order a point of one or two objectives is on the front if its last is the smallest yet. */
    private static void sweep(double[][] points, int[] order, int[] first, boolean[] isOn) {
        double smallest = 0;
        for (int i = 0; i < first.length; i++) {
            double[] point = points[order[first[i]]];
            double last = point.length == 0 ? 0 : point[point.length - 1];
            isOn[i] = i == 0 || last < smallest;
            smallest = isOn[i] ? last : smallest;
        }
    }

    /** Objectives after the first, each as one array over the distinct points. */
    private static double[][] columns(double[][] points, int[] order, int[] first, int objectives) {
        double[][] columns = new double[objectives - 1][first.length];
        for (int i = 0; i < first.length; i++) {
            double[] point = points[order[first[i]]];
            for (int k = 1; k < objectives; k++) {
                columns[k - 1][i] = point[k];
            }
        }
        return columns;
    }

    private static int[] members(int[] order, int[] first, boolean[] isOn) {
        int[] members = new int[order.length];
        int count = 0;
        for (int i = 0; i < first.length; i++) {
            int end = i + 1 < first.length ? first[i + 1] : order.length;
            for (int j = first[i]; isOn[i] && j < end; j++) {
                members[count++] = order[j];
            }
        }
        int[] front = Arrays.copyOf(members, count);
        Arrays.sort(front);
        return front;
    }

    /** Whether {@code a} is nowhere larger than {@code b} and somewhere smaller. */
    public static boolean dominates(double[] a, double[] b) {
        boolean isSmaller = false;
        for (int i = 0; i < a.length; i++) {
            if (a[i] > b[i]) {
                return false;
            }
            isSmaller |= a[i] < b[i];
        }
        return isSmaller;
    }
}
