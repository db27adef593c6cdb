package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;

/**
 * How far a figure moves from a base when one thing after the other is varied: one bar a thing, from the smallest to the
 * largest value, the widest bars on top if the rows are in that order. What is better than the base is green, what is worse
 * vermillion.
 *
 * @param base the value that is varied around
 * @param baseName what has it, for the legend
 * @param isLowerBetter which side is green
 * @param rows at least one
 */
public record TornadoChart(
        Heading heading, Axis axis, double base, String baseName, boolean isLowerBetter, List<Row> rows)
        implements Chart {
    /**
     * One thing that is varied.
     *
     * @param label what it is, and its value at the base
     * @param low,high smallest and largest value of the figure; the base lies between them or at one of them
     * @param lowText,highText what was set there; may be empty
     */
    public record Row(String label, double low, String lowText, double high, String highText) {}

    public TornadoChart {
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("chart " + heading.name() + " has no rows");
        }
        for (Row row : rows) {
            if (!(row.low() <= base && base <= row.high()) || !Double.isFinite(row.high() - row.low())) {
                throw new IllegalArgumentException("chart " + heading.name() + ": row '" + row.label() + "' from "
                        + row.low() + " to " + row.high() + " is not around the base " + base);
            }
        }
    }

    @Override
    public double bodyHeight() {
        return TornadoDrawing.height(this);
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        new TornadoDrawing(this, canvas, body).draw();
    }
}
