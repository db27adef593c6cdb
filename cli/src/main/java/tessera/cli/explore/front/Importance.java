package tessera.cli.explore.front;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;

/**
 * How much of an objective's variance one parameter explains alone: the variance of the means of its values over the whole
 * variance (first-order Sobol index of a full factorial design, eta squared of a one-way analysis of variance). 0 to 1; the
 * parts of several parameters add up to less than 1 where they act together.
 *
 * <p>A parameter that does not count at some points is judged among those where it does; its part is still of the variance
 * of all. From a sample the means scatter by chance, the more the fewer points a value has: that part, estimated from the
 * scatter within the values (epsilon squared), is taken off, and neighbouring values are put together until each group has
 * eight points on average.
 *
 * <p><b>Source:</b> Saltelli et al., Global Sensitivity Analysis: The Primer, 2008, chapter 4 (first-order index); Kelley:
 * An unbiased correlation ratio measure, PNAS 21(9), 1935 (epsilon squared).
 */
public final class Importance {
    /** Choice of a parameter at a point where it does not count. */
    public static final int DOES_NOT_COUNT = -1;

    private static final int POINTS_PER_GROUP = 8;

    private Importance() {}

    /**
     * One share per parameter; NaN everywhere when the objective does not vary.
     *
     * @param choices {@code [parameter][point]}: the number of the parameter's value, or {@link #DOES_NOT_COUNT}
     * @param objective per point; NaN points take no part
     * @param isComplete whether the points are all combinations, so that nothing scatters by chance
     */
    public static double[] of(int[][] choices, double[] objective, boolean isComplete) {
        double total = varies(objective) ? new Groups(new int[objective.length], objective, 1).total() : 0;
        double[] shares = new double[choices.length];
        for (int parameter = 0; parameter < choices.length; parameter++) {
            shares[parameter] = total > 0 ? explained(choices[parameter], objective, isComplete) / total : Double.NaN;
        }
        return shares;
    }

    /** Asked of the values themselves: the mean of equal ones can be off by its last bits, and so their variance above 0. */
    private static boolean varies(double[] objective) {
        DoubleSummaryStatistics range =
                Arrays.stream(objective).filter(value -> !Double.isNaN(value)).summaryStatistics();
        return range.getMin() < range.getMax();
    }

    private static double explained(int[] choice, double[] objective, boolean isComplete) {
        int values = 0;
        int points = 0;
        for (int i = 0; i < choice.length; i++) {
            if (!Double.isNaN(objective[i]) && choice[i] != DOES_NOT_COUNT) {
                values = Math.max(values, choice[i] + 1);
                points++;
            }
        }
        if (points == 0) {
            return 0;
        }
        int groups = isComplete ? values : Math.max(1, Math.min(values, Math.max(2, points / POINTS_PER_GROUP)));
        int[] group = new int[choice.length];
        for (int i = 0; i < choice.length; i++) {
            group[i] = choice[i] == DOES_NOT_COUNT ? DOES_NOT_COUNT : (int) ((long) choice[i] * groups / values);
        }
        Groups parts = new Groups(group, objective, groups);
        return isComplete ? parts.between() : parts.betweenBeyondChance();
    }

    /** Sums of squares of a grouped objective. */
    private static final class Groups {
        private final double mean;
        private final double[] sums;
        private final long[] counts;
        private final double total;
        private final long points;

        Groups(int[] group, double[] objective, int groups) {
            sums = new double[groups];
            counts = new long[groups];
            double sum = 0;
            long count = 0;
            for (int i = 0; i < group.length; i++) {
                if (group[i] != DOES_NOT_COUNT && !Double.isNaN(objective[i])) {
                    sums[group[i]] += objective[i];
                    counts[group[i]]++;
                    sum += objective[i];
                    count++;
                }
            }
            points = count;
            mean = sum / count;
            double squares = 0;
            for (int i = 0; i < group.length; i++) {
                if (group[i] != DOES_NOT_COUNT && !Double.isNaN(objective[i])) {
                    squares += (objective[i] - mean) * (objective[i] - mean);
                }
            }
            total = squares;
        }

        double total() {
            return total;
        }

        double between() {
            double between = 0;
            for (int i = 0; i < sums.length; i++) {
                if (counts[i] > 0) {
                    double off = sums[i] / counts[i] - mean;
                    between += counts[i] * off * off;
                }
            }
            return between;
        }

        /** Less what random groups of these sizes would differ by on average. */
        double betweenBeyondChance() {
            long used = 0;
            for (long count : counts) {
                used += count > 0 ? 1 : 0;
            }
            double between = between();
            if (points <= used) {
                return 0;
            }
            double within = Math.max(0, total - between) / (points - used);
            return Math.max(0, between - (used - 1) * within);
        }
    }
}
