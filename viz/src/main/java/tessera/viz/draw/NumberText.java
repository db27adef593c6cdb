package tessera.viz.draw;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as charts print them: short, with a decimal prefix, the same in every locale. */
public final class NumberText {
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private NumberText() {}

    /**
     * At most three significant digits and a prefix: {@code 0, 0.0123, 1.23, 456, 12.3k, 1.2M, 3G}; whole numbers below 10,000 in
     * full ({@code 1,234}); tiny and huge ones as {@code 1.2e-7}. NaN is {@code –}.
     */
    public static String compact(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }
        double magnitude = Math.abs(value);
        String sign = value < 0 ? "−" : "";
        if (magnitude == Math.rint(magnitude) && magnitude < 10_000) {
            return sign + String.format(Locale.ROOT, "%,.0f", magnitude);
        }
        BigDecimal rounded = new BigDecimal(magnitude).round(THREE_DIGITS);
        double size = rounded.doubleValue();
        if (size < 1e-3 || size >= 1e15) {
            return sign + String.format(Locale.ROOT, "%.1e", magnitude);
        }
        if (size < 10_000) {
            int decimals = magnitude >= 1000 ? 0 : Math.max(0, rounded.scale());
            String text = String.format(Locale.ROOT, "%,." + decimals + "f", magnitude);
            return sign + (decimals == 0 ? text : text.replaceFirst("\\.?0+$", ""));
        }
        return sign + prefixed(rounded);
    }

    /** The label of a tick on an axis that reaches up to {@code largest}: one with prefixes has them from 1k on. */
    public static String tick(double value, double largest) {
        double magnitude = Math.abs(value);
        return largest >= 10_000 && magnitude >= 1000 && magnitude < 10_000
                ? (value < 0 ? "−" : "") + prefixed(new BigDecimal(magnitude).round(THREE_DIGITS))
                : compact(value);
    }

    private static String prefixed(BigDecimal rounded) {
        int thousands = Math.min(4, (rounded.precision() - rounded.scale() - 1) / 3);
        BigDecimal scaled = rounded.movePointLeft(3 * thousands).stripTrailingZeros();
        return scaled.toPlainString() + " kMGT".charAt(thousands);
    }

    /** The number and its unit as a person writes them: {@code 42 %}, {@code 6.1×}, {@code 12.3 MiB}, {@code 97}. */
    public static String withUnit(double value, String unit) {
        String number = compact(value);
        return unit.isEmpty() ? number : unit.equals("×") ? number + unit : number + " " + unit;
    }

    /** A ratio with three significant digits, zeros kept so that a row of them lines up: {@code 6.10×, 10.2×, 0.965×}. */
    public static String ratio(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < 0.0995 || magnitude >= 999.5 || !Double.isFinite(value)) {
            return compact(value) + "×";
        }
        int decimals = magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : magnitude >= 0.9995 ? 2 : 3;
        return (value < 0 ? "−" : "") + String.format(Locale.ROOT, "%." + decimals + "f", magnitude) + "×";
    }

    /** A change with its sign: {@code +1.2×}, {@code −3.4×}. */
    public static String change(double value, String unit) {
        return (value >= 0 ? "+" : "") + withUnit(value, unit);
    }
}
