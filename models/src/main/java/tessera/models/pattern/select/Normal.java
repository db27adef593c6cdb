package tessera.models.pattern.select;

/** The standard normal distribution. */
final class Normal {
    private Normal() {}

    /** Φ⁻¹(p) for 0 < p < 1, by bisection on {@link #cumulative}; to 1e-9. */
    static double quantile(double p) {
        double low = -9;
        double high = 9;
        for (int i = 0; i < 64; i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Φ(x): series by parts, φ(x) · (x + x³/3 + x⁵/(3·5) + …) + 1/2, which converges everywhere. */
    static double cumulative(double x) {
        double term = x;
        double sum = x;
        for (int n = 3; Math.abs(term) > 1e-17 && n < 600; n += 2) {
            term *= x * x / n;
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
