package tessera.viz.chart;

import java.util.ArrayList;
import java.util.List;
import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;

/**
 * One line of a {@link LineChart}.
 *
 * @param points at least one, with rising x
 */
public record Line(String name, Ink ink, List<Point> points) {
    public Line {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("line '" + name + "' has no points");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).x() <= points.get(i - 1).x()) {
                throw new IllegalArgumentException("line '" + name + "': x does not rise at point " + i);
            }
        }
    }

    /** What things are compared with, in grey; the first value is at x = 0. */
    public static Line baseline(String name, List<Double> values) {
        return new Line(name, Palette.BASELINE, numbered(values));
    }

    /** The thing itself, in blue; the first value is at x = 0. */
    public static Line main(String name, List<Double> values) {
        return new Line(name, Palette.MAIN, numbered(values));
    }

    /** Values at x = 0, 1, 2, … such as layers. */
    public static List<Point> numbered(List<Double> values) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            points.add(new Point(i, values.get(i)));
        }
        return points;
    }
}
