package tessera.viz.chart;

import java.util.Arrays;

/** Moves labels on one axis apart, as little as needed. */
final class Spread {
    private Spread() {}

    /**
     * Places of labels near their wanted ones, each at least {@code distance} from the next, within [low, high] where
     * there is room for all.
     *
     * @param wanted any order
     * @return in the same order
     */
    static double[] apart(double[] wanted, double distance, double low, double high) {
        int count = wanted.length;
        Integer[] order = new Integer[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Double.compare(wanted[a], wanted[b]));
        double[] placed = wanted.clone();
        for (int k = 0; k < count; k++) {
            double floor = k == 0 ? low : placed[order[k - 1]] + distance;
            placed[order[k]] = Math.max(wanted[order[k]], floor);
        }
        for (int k = count - 1; k >= 0; k--) {
            double ceiling = k == count - 1 ? high : placed[order[k + 1]] - distance;
            placed[order[k]] = Math.min(placed[order[k]], ceiling);
        }
        return placed;
    }
}
