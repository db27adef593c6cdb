package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;

/**
 * A table of numbers as colours, dark for much.
 *
 * @param measure what a cell says; linear
 * @param rows,columns names of both directions
 * @param values one list a row, one number a column; NaN where there is none, drawn as an empty cell
 */
public record HeatMap(Heading heading, Axis measure, Categories rows, Categories columns, List<List<Double>> values)
        implements Chart {
    public HeatMap {
        values = values.stream().map(List::copyOf).toList();
        if (values.size() != rows.names().size()
                || values.stream().anyMatch(row -> row.size() != columns.names().size())) {
            throw new IllegalArgumentException("chart " + heading.name() + ": expected "
                    + rows.names().size() + " rows of " + columns.names().size() + " values");
        }
    }

    @Override
    public double bodyHeight() {
        return HeatDrawing.height(this);
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        new HeatDrawing(this, canvas, body).draw();
    }
}
