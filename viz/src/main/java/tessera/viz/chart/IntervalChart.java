package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;

/**
 * The sandwich: for each row a lower bound, the value, and an upper bound. A value outside its bounds is drawn in
 * vermillion and counted under the chart: it is a broken promise, not a drawing error.
 *
 * @param names what the three marks are called in the legend
 * @param rows at least one
 */
public record IntervalChart(Heading heading, Axis axis, Names names, List<Row> rows) implements Chart {
    /** The words for the three marks. */
    public record Names(String lower, String value, String upper) {
        /** The words of the cycle models. */
        public static final Names CYCLES =
                new Names("lower bound (no schedule is faster)", "simulated", "serial (nothing overlaps)");
    }

    /** One line of the chart; finite numbers. */
    public record Row(String label, double lower, double value, double upper) {
        public Row {
            if (!Double.isFinite(lower) || !Double.isFinite(value) || !Double.isFinite(upper)) {
                throw new IllegalArgumentException(
                        "row '" + label + "' is not finite: " + lower + ", " + value + ", " + upper);
            }
        }

        /** Whether the bounds hold. */
        public boolean isBetween() {
            return lower <= value && value <= upper;
        }
    }

    public IntervalChart {
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("chart " + heading.name() + " has no rows");
        }
    }

    /** How many values lie outside their bounds. */
    public long brokenCount() {
        return rows.stream().filter(row -> !row.isBetween()).count();
    }

    @Override
    public double bodyHeight() {
        return IntervalDrawing.height(this);
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        new IntervalDrawing(this, canvas, body).draw();
    }
}
