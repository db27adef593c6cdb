package tessera.viz.draw;

import java.util.ArrayList;
import java.util.List;

/** Round values to print along an axis. */
public final class Ticks {
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    private Ticks() {}

    /**
     * Multiples of 1, 2, 2.5 or 5 times a power of ten from min to max, both included where they are multiples.
     *
     * @param wanted about how many; at least 2
     * @param wholeOnly true where only whole numbers mean something (layers, tokens)
     */
    public static List<Double> linear(double min, double max, int wanted, boolean wholeOnly) {
        double raw = (max - min) / Math.max(1, wanted);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = power * 10;
        for (double round : ROUND) {
            if (round * power >= raw * 0.999) {
                step = round * power;
                break;
            }
        }
        if (wholeOnly) {
            step = Math.max(1, Math.rint(step));
        }
        List<Double> ticks = new ArrayList<>();
        long first = (long) Math.ceil(min / step - 1e-9);
        long last = (long) Math.floor(max / step + 1e-9);
        for (long i = first; i <= last; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Powers of ten from min to max, with 2 and 5 times them when there is room; thinned when there is not. */
    public static List<Double> log(double min, double max, int wanted) {
        int first = (int) Math.floor(Math.log10(min) + 1e-9);
        int last = (int) Math.ceil(Math.log10(max) - 1e-9);
        int decades = Math.max(1, last - first);
        double[] factors = 3 * decades <= wanted + 1 ? new double[] {1, 2, 5} : new double[] {1};
        int stride = Math.max(1, (int) Math.ceil((double) decades / wanted));
        List<Double> ticks = new ArrayList<>();
        for (int decade = first; decade <= last; decade += stride) {
            for (double factor : factors) {
                double tick = factor * Math.pow(10, decade);
                if (tick >= min * 0.999999 && tick <= max * 1.000001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
