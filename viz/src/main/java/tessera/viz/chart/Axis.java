package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.NumberText;
import tessera.viz.draw.Scale;
import tessera.viz.draw.Ticks;

/**
 * What an axis measures.
 *
 * @param label what, in words; never empty
 * @param unit as printed in brackets and after values ({@code MiB}, {@code %}, {@code ×}); empty for plain numbers
 */
public record Axis(String label, String unit, Kind kind) {
    private static final int MOST_TICKS = 8;

    /** How values become lengths. */
    public enum Kind {
        /** From zero, so that lengths can be compared; below zero only if values are. */
        FROM_ZERO,
        /** From the smallest to the largest value, for positions that are not compared as lengths. */
        FREE,
        /** Powers of ten; every value must be above zero. */
        LOG,
        /** 0 to 100. */
        PERCENT
    }

    public Axis {
        if (label.isBlank()) {
            throw new IllegalArgumentException("an axis needs a label that says what it measures");
        }
    }

    public static Axis of(String label, String unit) {
        return new Axis(label, unit, Kind.FROM_ZERO);
    }

    /** For positions such as layer numbers. */
    public static Axis free(String label, String unit) {
        return new Axis(label, unit, Kind.FREE);
    }

    public static Axis log(String label, String unit) {
        return new Axis(label, unit, Kind.LOG);
    }

    public static Axis percent(String label) {
        return new Axis(label, "%", Kind.PERCENT);
    }

    /** {@code DRAM read [MiB]}. */
    String title() {
        return unit.isEmpty() ? label : label + " [" + unit + "]";
    }

    String valueText(double value) {
        return unit.equals("×") ? NumberText.ratio(value) : NumberText.withUnit(value, unit);
    }

    /** The scale that shows all values from smallest to largest between two pixels. */
    Scale scale(double smallest, double largest, double start, double end) {
        double low = smallest;
        double high = largest;
        switch (kind) {
            case PERCENT -> {
                low = 0;
                high = 100;
            }
            case FROM_ZERO -> {
                low = Math.min(0, smallest);
                high = Math.max(largest, low);
            }
            case LOG -> {
                if (smallest <= 0) {
                    throw new IllegalArgumentException(
                            "axis '" + label + "' is logarithmic, but a value is " + smallest + "; use a linear axis");
                }
                low = roundLogDown(smallest);
                high = largest;
            }
            case FREE -> {}
        }
        boolean flat = high - low <= Math.abs(high) * 1e-12;
        return new Scale(kind == Kind.LOG, low, flat ? (kind == Kind.LOG ? low * 10 : low + 1) : high, start, end);
    }

    /** Round values on a scale of this axis, at least {@code spacing} pixels apart. */
    List<Double> ticks(Scale scale, double spacing) {
        int wanted = (int) Math.max(2, Math.min(MOST_TICKS, Math.abs(scale.end() - scale.start()) / spacing));
        return scale.isLog()
                ? Ticks.log(scale.min(), scale.max(), wanted)
                : Ticks.linear(scale.min(), scale.max(), wanted, false);
    }

    /** The next 1, 2 or 5 times a power of ten below, so that a logarithmic axis begins at a tick. */
    private static double roundLogDown(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-12));
        double lead = value / power;
        return (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
    }
}
