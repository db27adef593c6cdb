package tessera.viz.draw;

/**
 * Maps values of an axis to pixels.
 *
 * @param min,max the values at the two ends; min &lt; max, and min &gt; 0 if logarithmic
 * @param start,end the pixels at these two ends
 */
public record Scale(boolean isLog, double min, double max, double start, double end) {
    public Scale {
        if (!(min < max) || !Double.isFinite(max - min) || (isLog && min <= 0)) {
            throw new IllegalArgumentException(
                    (isLog ? "logarithmic" : "linear") + " scale from " + min + " to " + max);
        }
    }

    /** The pixel of a value; values outside the range lie outside the pixels. */
    public double at(double value) {
        double share = isLog
                ? (Math.log10(value) - Math.log10(min)) / (Math.log10(max) - Math.log10(min))
                : (value - min) / (max - min);
        return start + share * (end - start);
    }

    /** Pixels from one value to another, never negative. */
    public double length(double from, double to) {
        return Math.abs(at(to) - at(from));
    }
}
