package tessera.viz.chart;

import java.util.List;
import java.util.Locale;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Scale;
import tessera.viz.draw.Stroke;
import tessera.viz.draw.TextStyle;

/** Draws one {@link IntervalChart}. Rows get thinner as they become many; names and ratios stay readable. */
final class IntervalDrawing {
    private static final double HIGHEST_ROW = 26;
    private static final double LOWEST_ROW = 5;
    private static final double MOST_HEIGHT = 720;
    private static final double LEGEND = 26;
    private static final double NAME_ROW = 15;
    private static final double RATIO_WIDTH = 96;
    private static final Ink INTERVAL = new Ink(0xC9DDEC);

    private final IntervalChart chart;
    private final Canvas canvas;
    private final Box body;
    private final Box plot;
    private final Scale scale;
    private final double row;
    private final double nameWidth;

    IntervalDrawing(IntervalChart chart, Canvas canvas, Box body) {
        this.chart = chart;
        this.canvas = canvas;
        this.body = body;
        row = rowHeight(chart);
        nameWidth = Rows.nameWidth(
                chart.rows().stream().map(IntervalChart.Row::label).toList(), body.width());
        double top = body.y() + legendHeight(chart) + 22;
        plot = Box.between(
                body.x() + nameWidth + 12,
                top,
                body.right() - RATIO_WIDTH,
                top + row * chart.rows().size());
        double lowest = chart.rows().stream()
                .mapToDouble(one -> Math.min(one.lower(), one.value()))
                .min()
                .orElseThrow();
        double highest = chart.rows().stream()
                .mapToDouble(one -> Math.max(one.upper(), one.value()))
                .max()
                .orElseThrow();
        scale = chart.axis().scale(lowest, highest, plot.x() + 6, plot.right() - 6);
    }

    private static double rowHeight(IntervalChart chart) {
        return Math.max(
                LOWEST_ROW, Math.min(HIGHEST_ROW, MOST_HEIGHT / chart.rows().size()));
    }

    private static double legendHeight(IntervalChart chart) {
        return chart.heading().width() == Heading.Width.FULL ? LEGEND : 3 * 18 + 8;
    }

    static double height(IntervalChart chart) {
        return legendHeight(chart) + 22 + rowHeight(chart) * chart.rows().size() + Frame.BOTTOM;
    }

    void draw() {
        legend();
        Frame.horizontal(canvas, plot, body, chart.axis(), scale);
        canvas.text(chart.names().value() + " ÷ lower", body.right(), plot.y() - 8, TextStyle.NOTE.end());
        boolean[] named = named();
        List<IntervalChart.Row> rows = chart.rows();
        for (int i = 0; i < rows.size(); i++) {
            double y = plot.y() + (i + 0.5) * row;
            interval(rows.get(i), y);
            if (named[i]) {
                labels(rows.get(i), y);
            }
        }
        if (chart.brokenCount() > 0) {
            canvas.text(
                    chart.brokenCount() + " of " + rows.size() + " rows lie outside their bounds",
                    body.x(),
                    plot.y() - 8,
                    TextStyle.STRONG.in(Palette.VERMILLION));
        }
    }

    /** Which rows have room for their name: broken ones first, then the others from the top. */
    private boolean[] named() {
        int distance = (int) Math.ceil(NAME_ROW / row);
        boolean[] named = new boolean[chart.rows().size()];
        for (boolean isBetween : new boolean[] {false, true}) {
            for (int i = 0; i < named.length; i++) {
                boolean isFree = chart.rows().get(i).isBetween() == isBetween;
                for (int j = Math.max(0, i - distance + 1); j < Math.min(named.length, i + distance); j++) {
                    isFree &= !named[j];
                }
                named[i] |= isFree;
            }
        }
        return named;
    }

    private void interval(IntervalChart.Row one, double y) {
        String tooltip =
                one.label() + ": " + chart.names().lower() + " " + chart.axis().valueText(one.lower()) + ", "
                        + chart.names().value() + " " + chart.axis().valueText(one.value()) + ", "
                        + chart.names().upper() + " " + chart.axis().valueText(one.upper());
        double half = Math.min(5, row * 0.32);
        double left = Math.min(scale.at(one.lower()), scale.at(one.upper()));
        double right = Math.max(scale.at(one.lower()), scale.at(one.upper()));
        canvas.rect(Box.between(left, y - half, right, y + half), INTERVAL, tooltip);
        Ink ink = one.isBetween() ? Palette.MAIN : Palette.VERMILLION;
        if (row > 10) {
            canvas.circle(scale.at(one.value()), y, 6.2, Palette.PAPER, "");
        }
        // Longer than the dot is high: a value on its bound must not hide it.
        edge(scale.at(one.lower()), y, half * 1.9);
        edge(scale.at(one.upper()), y, half * 1.9);
        canvas.circle(scale.at(one.value()), y, Math.min(5, Math.max(2.2, row * 0.4)), ink, tooltip);
    }

    private void edge(double x, double y, double half) {
        canvas.line(x, y - half, x, y + half, Stroke.solid(Palette.SECONDARY, 1.6));
    }

    private void labels(IntervalChart.Row one, double y) {
        TextStyle nameStyle = row > NAME_ROW ? TextStyle.LABEL : TextStyle.NOTE.in(Palette.TEXT);
        canvas.text(nameStyle.shorten(one.label(), nameWidth), body.x(), y + nameStyle.centring(), nameStyle);
        if (one.lower() > 0) {
            TextStyle style = one.isBetween() ? TextStyle.NOTE : TextStyle.NOTE.in(Palette.VERMILLION);
            String ratio = String.format(Locale.ROOT, "%.2f×", one.value() / one.lower());
            canvas.text(ratio, body.right(), y + TextStyle.NOTE.centring(), style.end());
        }
    }

    private void legend() {
        boolean isWide = chart.heading().width() == Heading.Width.FULL;
        double x = body.x();
        double y = body.y() + 9;
        for (int i = 0; i < 3; i++) {
            String name = i == 0
                    ? chart.names().lower()
                    : i == 1 ? chart.names().value() : chart.names().upper();
            canvas.rect(Box.between(i == 0 ? x + 7 : x, y - 5, i == 2 ? x + 7 : x + 14, y + 5), INTERVAL, "");
            if (i == 1) {
                canvas.circle(x + 7, y, 5, Palette.MAIN, "");
            } else {
                edge(x + 7, y, 7);
            }
            canvas.text(name, x + 20, y + TextStyle.LABEL.centring(), TextStyle.LABEL);
            x = isWide ? x + 20 + TextStyle.LABEL.width(name) + 26 : x;
            y = isWide ? y : y + 18;
        }
    }
}
