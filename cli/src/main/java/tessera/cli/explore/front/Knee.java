package tessera.cli.explore.front;

/**
 * The design of a front where giving up a little of one objective stops buying much of the others: the one farthest from
 * the plane through the ends of the front, on the side of the best. With every objective scaled so that the front's best
 * is 0 and its worst is 1 that plane is {@code x1 + … + xm = 1}, so the knee has the least sum.
 *
 * <p>With two objectives the plane goes through the two ends themselves; with more it goes through the corners of the
 * scaled box, which the ends need not reach.
 *
 * <p><b>Source:</b> Das: On characterizing the "knee" of the Pareto curve based on normal-boundary intersection, Structural
 * Optimization 18, 1999.
 */
public final class Knee {
    private Knee() {}

    /**
     * Position of the knee, the first of several; objectives that do not vary over the front take no part.
     *
     * @param front at least one row, all objectives to be minimised
     */
    public static int of(double[][] front) {
        double[] sums = sums(front);
        int knee = 0;
        for (int i = 1; i < sums.length; i++) {
            knee = sums[i] < sums[knee] ? i : knee;
        }
        return knee;
    }

    /** The scaled objectives of one design, added up: below 1 on the better side of the plane. */
    public static double sum(double[][] front, int design) {
        return sums(front)[design];
    }

    private static double[] sums(double[][] front) {
        double[] least = front[0].clone();
        double[] most = front[0].clone();
        for (double[] row : front) {
            for (int i = 0; i < row.length; i++) {
                least[i] = Math.min(least[i], row[i]);
                most[i] = Math.max(most[i], row[i]);
            }
        }
        double[] sums = new double[front.length];
        for (int i = 0; i < front.length; i++) {
            for (int k = 0; k < least.length; k++) {
                sums[i] += most[k] > least[k] ? (front[i][k] - least[k]) / (most[k] - least[k]) : 0;
            }
        }
        return sums;
    }
}
