package tessera.cli.explore.front;

import java.util.Arrays;

/**
 * How much of an objective's variance one parameter explains alone: the variance of the means of its values over the whole
 * variance (first-order Sobol index of a full factorial design, eta squared of a one-way analysis of variance). 0 to 1; the
 * parts of several parameters add up to less than 1 where they act together.
 *
 * <p><b>Source:</b> Saltelli et al., Global Sensitivity Analysis: The Primer, 2008, chapter 4 (first-order index).
 */
public final class Importance {
    private Importance() {}

    /**
     * One share per parameter; NaN everywhere when the objective does not vary.
     *
     * @param choices per point the number of the value of each parameter
     * @param objective per point; NaN points take no part
     */
    public static double[] of(int[][] choices, double[] objective) {
        double mean =
                Arrays.stream(objective).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
        double total = Arrays.stream(objective)
                .filter(v -> !Double.isNaN(v))
                .map(v -> (v - mean) * (v - mean))
                .sum();
        int parameters = choices.length == 0 ? 0 : choices[0].length;
        double[] shares = new double[parameters];
        for (int parameter = 0; parameter < parameters; parameter++) {
            shares[parameter] = total > 0 ? between(choices, parameter, objective, mean) / total : Double.NaN;
        }
        return shares;
    }

    private static double between(int[][] choices, int parameter, double[] objective, double mean) {
        int values = 0;
        for (int[] choice : choices) {
            values = Math.max(values, choice[parameter] + 1);
        }
        double[] sums = new double[values];
        long[] counts = new long[values];
        for (int i = 0; i < choices.length; i++) {
            if (!Double.isNaN(objective[i])) {
                sums[choices[i][parameter]] += objective[i];
                counts[choices[i][parameter]]++;
            }
        }
        double sum = 0;
        for (int value = 0; value < values; value++) {
            if (counts[value] > 0) {
                double off = sums[value] / counts[value] - mean;
                sum += counts[value] * off * off;
            }
        }
        return sum;
    }
}
