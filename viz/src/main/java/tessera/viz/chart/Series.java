package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;

/**
 * One value for each category of a {@link BarChart}.
 *
 * @param values finite numbers, in the order of the categories
 */
public record Series(String name, Ink ink, List<Double> values) {
    public Series {
        values = List.copyOf(values);
        if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "series '" + name + "' has a value that is not a finite number: " + values);
        }
    }

    /** What things are compared with, in grey. */
    public static Series baseline(String name, List<Double> values) {
        return new Series(name, Palette.BASELINE, values);
    }

    /** The thing itself, in blue. */
    public static Series main(String name, List<Double> values) {
        return new Series(name, Palette.MAIN, values);
    }
}
