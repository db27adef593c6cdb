package tessera.cli.explore.front;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The points that no other point beats: exact, for any number of objectives, all to be minimised (negate what is to be
 * maximised). A point is dominated if another is at most as large in every objective and smaller in one; equal points do
 * not dominate each other. Points with a NaN take no part.
 */
public final class ParetoFront {
    /** From so many points on a sample is asked first. */
    private static final int MANY = 20_000;

    private static final int SAMPLE = 4096;

    private ParetoFront() {}

    /**
     * Numbers of the points on the front, ascending. O(n log n) for one or two objectives, O(n · front) beyond: points are
     * taken in lexicographic order, in which nobody is dominated by a later one.
     *
     * @param points one row per point, one column per objective
     */
    public static int[] of(double[][] points) {
        int[] numbers = new int[points.length];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            if (!hasNaN(points[i])) {
                numbers[count++] = i;
            }
        }
        int[] candidates = Arrays.copyOf(numbers, count);
        return exact(points, count > MANY ? undominatedBySample(points, candidates) : candidates);
    }

    private static boolean hasNaN(double[] point) {
        for (double value : point) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** Of very many points, those that the front of an evenly spread sample does not beat: mostly a few percent. */
    private static int[] undominatedBySample(double[][] points, int[] candidates) {
        int[] sample = new int[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            sample[i] = candidates[(int) ((long) i * candidates.length / SAMPLE)];
        }
        int[] best = exact(points, sample);
        int[] left = new int[candidates.length];
        int count = 0;
        for (int candidate : candidates) {
            int by = dominator(points, best, best.length, points[candidate]);
            if (by < 0) {
                left[count++] = candidate;
            } else {
                moveAhead(best, by);
            }
        }
        return Arrays.copyOf(left, count);
    }

    /** Who beats one point tends to beat the next: ask it earlier. */
    private static void moveAhead(int[] front, int by) {
        int winner = front[by];
        front[by] = front[by / 2];
        front[by / 2] = winner;
    }

    private static int[] exact(double[][] points, int[] candidates) {
        Integer[] order = IntStream.of(candidates).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Arrays.compare(points[a], points[b]));
        int objectives = points.length == 0 ? 0 : points[0].length;
        int[] front = objectives <= 2 ? sweep(points, order) : archive(points, order);
        Arrays.sort(front);
        return front;
    }

    /** In lexicographic order a point of one or two objectives is on the front if its last is the smallest yet. */
    private static int[] sweep(double[][] points, Integer[] order) {
        int[] front = new int[order.length];
        int count = 0;
        for (int i : order) {
            double[] last = count == 0 ? null : points[front[count - 1]];
            int end = points[i].length - 1;
            if (last == null || points[i][end] < last[end] || Arrays.equals(points[i], last)) {
                front[count++] = i;
            }
        }
        return Arrays.copyOf(front, count);
    }

    private static int[] archive(double[][] points, Integer[] order) {
        int[] front = new int[order.length];
        int count = 0;
        for (int i : order) {
            int by = dominator(points, front, count, points[i]);
            if (by < 0) {
                front[count++] = i;
            } else {
                moveAhead(front, by);
            }
        }
        return Arrays.copyOf(front, count);
    }

    private static int dominator(double[][] points, int[] front, int count, double[] point) {
        for (int i = 0; i < count; i++) {
            if (dominates(points[front[i]], point)) {
                return i;
            }
        }
        return -1;
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
