package tessera.cli.explore.answer;

import java.util.List;
import java.util.Map;
import tessera.cli.explore.space.Constraint;
import tessera.viz.chart.Axis;
import tessera.viz.table.TableText;

/** Names of figures as people read them: the unit is the last part of the name. */
final class Figure {
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("cycles", "cycles"),
            Map.entry("us", "µs"),
            Map.entry("pj", "pJ"),
            Map.entry("mm2", "mm²"),
            Map.entry("bytes", "B"),
            Map.entry("tflops", "TFLOP/s"),
            Map.entry("w", "W"));

    private Figure() {}

    /** {@code mm²} of {@code area_mm2}; {@code ×} of a speedup; empty where there is none. */
    static String unit(String figure) {
        if (figure.equals("speedup")) {
            return "×";
        }
        return UNITS.getOrDefault(figure.substring(figure.lastIndexOf('_') + 1), "");
    }

    /** {@code area} of {@code area_mm2}, {@code kept mass} of {@code kept_mass}. */
    static String label(String figure) {
        int last = figure.lastIndexOf('_');
        boolean hasUnit = last > 0 && UNITS.containsKey(figure.substring(last + 1));
        return (hasUnit ? figure.substring(0, last) : figure)
                .replace("top_k", "top-k")
                .replace('_', ' ');
    }

    /** {@code 12.30 mm²}. */
    static String value(String figure, double value) {
        String unit = unit(figure);
        String number = Double.isNaN(value) ? "none" : TableText.readable((Object) value);
        return number.replaceFirst("\\.0$", "") + (unit.isEmpty() || unit.equals("×") ? unit : " " + unit);
    }

    /** {@code area <= 20 mm²}. */
    static String constraint(Constraint constraint) {
        return label(constraint.figure())
                + (constraint.isUpper() ? " <" : " >")
                + (constraint.isStrict() ? " " : "= ")
                + value(constraint.figure(), constraint.limit());
    }

    /** From the smallest to the largest value; by powers of ten where they span more than thirty. */
    static Axis axis(String figure, List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return least > 0 && most > 30 * least
                ? Axis.log(label(figure), unit(figure))
                : Axis.free(label(figure), unit(figure));
    }
}
