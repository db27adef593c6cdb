package tessera.viz.chart;

import java.util.List;
import java.util.stream.IntStream;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;

/**
 * Amounts compared as lengths from zero.
 *
 * @param values linear, from zero or per cent
 * @param series at least one; each with one value for each category; none negative where bars are stacked
 */
public record BarChart(Heading heading, Layout layout, Categories categories, Axis values, List<Series> series)
        implements Chart {
    /** Columns for few categories in an order (layers), rows for many or for long names. */
    public enum Layout {
        GROUPED_COLUMNS,
        STACKED_COLUMNS,
        GROUPED_ROWS,
        STACKED_ROWS;

        boolean isStacked() {
            return this == STACKED_COLUMNS || this == STACKED_ROWS;
        }

        boolean hasColumns() {
            return this == GROUPED_COLUMNS || this == STACKED_COLUMNS;
        }
    }

    public BarChart {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("chart " + heading.name() + " has no series");
        }
        if (values.kind() == Axis.Kind.LOG || values.kind() == Axis.Kind.FREE) {
            throw new IllegalArgumentException("chart " + heading.name() + ": bars need an axis from zero");
        }
        for (Series one : series) {
            check(heading, layout, categories, one);
        }
        if (layout.isStacked() && values.kind() == Axis.Kind.PERCENT) {
            for (int i = 0; i < categories.names().size(); i++) {
                double total = total(series, i);
                if (total > 100.01) {
                    throw new IllegalArgumentException("chart " + heading.name() + ": shares of "
                            + categories.names().get(i) + " add up to " + total + " %");
                }
            }
        }
    }

    private static void check(Heading heading, Layout layout, Categories categories, Series one) {
        if (one.values().size() != categories.names().size()) {
            throw new IllegalArgumentException("chart " + heading.name() + ": series '" + one.name() + "' has "
                    + one.values().size() + " values for " + categories.names().size() + " categories");
        }
        if (layout.isStacked() && one.values().stream().anyMatch(value -> value < 0)) {
            throw new IllegalArgumentException(
                    "chart " + heading.name() + ": series '" + one.name() + "' is stacked and has a negative value");
        }
    }

    @Override
    public double bodyHeight() {
        return layout.hasColumns() ? ColumnDrawing.height(this) : RowDrawing.height(this);
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        if (layout.hasColumns()) {
            new ColumnDrawing(this, canvas, body).draw();
        } else {
            new RowDrawing(this, canvas, body).draw();
        }
    }

    /** The legend, empty for a single series: the title says what that is. */
    List<Legend.Entry> legend() {
        return series.size() == 1
                ? List.of()
                : series.stream()
                        .map(one -> new Legend.Entry(one.ink(), one.name()))
                        .toList();
    }

    double smallest() {
        return series.stream()
                .flatMap(one -> one.values().stream())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }

    /** The longest bar or stack. */
    double largest() {
        IntStream places = IntStream.range(0, categories.names().size());
        return layout.isStacked()
                ? places.mapToDouble(i -> total(series, i)).max().orElseThrow()
                : series.stream()
                        .flatMap(one -> one.values().stream())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElseThrow();
    }

    double total(int category) {
        return total(series, category);
    }

    private static double total(List<Series> series, int category) {
        return series.stream().mapToDouble(one -> one.values().get(category)).sum();
    }

    String tooltip(Series one, int category) {
        String what = series.size() == 1 ? "" : one.name() + ", ";
        return what + categories.described(category) + ": "
                + values.valueText(one.values().get(category));
    }
}
