package tessera.cli.explore.front;

import java.util.Arrays;

/**
 * A first look that leaves out most of a cloud of points: whoever one of a few strong points dominates cannot be on the
 * front. Strong are those with the least sum of objectives, each scaled to 0..1. Exact: nobody of the front is left out.
 */
final class FrontCandidates {
    private static final int STRONG = 24;
    /** Fewer points are not worth a look. */
    private static final int FEW = 256;

    private FrontCandidates() {}

    /** Numbers of the points that may be on the front, ascending; none with a NaN. */
    static int[] of(double[][] points) {
        int[] valid = valid(points);
        if (valid.length < FEW) {
            return valid;
        }
        int[] strong = strong(points, valid);
        int count = 0;
        for (int i : valid) {
            boolean isBeaten = false;
            for (int k = 0; k < strong.length && !isBeaten; k++) {
                isBeaten = ParetoFront.dominates(points[strong[k]], points[i]);
            }
            if (!isBeaten) {
                valid[count++] = i;
            }
        }
        return Arrays.copyOf(valid, count);
    }

    private static int[] valid(double[][] points) {
        int[] valid = new int[points.length];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            boolean hasNan = false;
            for (double value : points[i]) {
                hasNan |= Double.isNaN(value);
            }
            if (!hasNan) {
                valid[count++] = i;
            }
        }
        return Arrays.copyOf(valid, count);
    }

    /** The points of least scaled sum, the least first. */
    private static int[] strong(double[][] points, int[] valid) {
        int objectives = points[valid[0]].length;
        double[] least = points[valid[0]].clone();
        double[] most = least.clone();
        for (int i : valid) {
            for (int k = 0; k < objectives; k++) {
                least[k] = Math.min(least[k], points[i][k]);
                most[k] = Math.max(most[k], points[i][k]);
            }
        }
        int[] strong = new int[STRONG];
        double[] sums = new double[STRONG];
        int count = 0;
        for (int i : valid) {
            double sum = 0;
            for (int k = 0; k < objectives; k++) {
                double range = most[k] - least[k];
                sum += range > 0 && range < Double.POSITIVE_INFINITY ? (points[i][k] - least[k]) / range : 0;
            }
            if (count == STRONG && sum >= sums[count - 1]) {
                continue;
            }
            int at = count < STRONG ? count++ : count - 1;
            for (; at > 0 && sums[at - 1] > sum; at--) {
                sums[at] = sums[at - 1];
                strong[at] = strong[at - 1];
            }
            sums[at] = sum;
            strong[at] = i;
        }
        return Arrays.copyOf(strong, count);
    }
}
