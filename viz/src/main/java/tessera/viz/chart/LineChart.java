package tessera.viz.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;

/**
 * How something changes along a numbered axis (layers, keep ratio, sequence length); each line is named at its right end.
 *
 * @param isStepped true where a value holds for a whole place, such as a layer; false where it can be read in between
 * @param lines at least one
 */
public record LineChart(Heading heading, Axis xAxis, Axis yAxis, boolean isStepped, List<Line> lines) implements Chart {
    public LineChart {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("chart " + heading.name() + " has no lines");
        }
    }

    @Override
    public double bodyHeight() {
        return heading.width() == Heading.Width.FULL ? 340 : 290;
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        new LineDrawing(this, canvas, body).draw();
    }

    double smallest(ToDoubleFunction<Point> coordinate) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(coordinate)
                .min()
                .orElseThrow();
    }

    double largest(ToDoubleFunction<Point> coordinate) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(coordinate)
                .max()
                .orElseThrow();
    }

    /** Whether only whole numbers make sense along the horizontal axis. */
    boolean hasWholeX() {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .allMatch(point -> point.x() == Math.rint(point.x()));
    }
}
