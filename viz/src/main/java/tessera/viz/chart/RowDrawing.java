package tessera.viz.chart;

import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Scale;
import tessera.viz.draw.TextStyle;

/** Draws a {@link BarChart} with horizontal bars. */
final class RowDrawing {
    private static final double GROUPED_BAR = 16;
    private static final double STACKED_BAR = 24;
    private static final double GAP = 12;

    private final BarChart chart;
    private final Canvas canvas;
    private final Box body;
    private final Box plot;
    private final Scale scale;
    private final double nameWidth;

    RowDrawing(BarChart chart, Canvas canvas, Box body) {
        this.chart = chart;
        this.canvas = canvas;
        this.body = body;
        nameWidth = Rows.nameWidth(chart.categories().names(), body.width());
        double top = body.y() + Legend.height(chart.legend(), body.width()) + 6;
        double bottom = top + chart.categories().names().size() * rowHeight(chart);
        plot = Box.between(body.x() + nameWidth + 12, top, body.right() - valueRoom(), bottom);
        scale = chart.values().scale(chart.smallest(), chart.largest(), plot.x(), plot.right());
    }

    private static double rowHeight(BarChart chart) {
        double names = Rows.nameHeight(
                chart.categories().names(), chart.heading().width().pixels());
        return GAP + Math.max(barHeight(chart), names);
    }

    private static double barHeight(BarChart chart) {
        return chart.layout().isStacked()
                ? STACKED_BAR
                : GROUPED_BAR * chart.series().size();
    }

    static double height(BarChart chart) {
        double width = chart.heading().width().pixels();
        return Legend.height(chart.legend(), width)
                + 6
                + chart.categories().names().size() * rowHeight(chart)
                + Frame.BOTTOM;
    }

    private boolean hasTotals() {
        return chart.layout().isStacked() && chart.values().kind() != Axis.Kind.PERCENT;
    }

    private double valueRoom() {
        if (chart.layout().isStacked() && !hasTotals()) {
            return 16;
        }
        double widest = 0;
        for (int i = 0; i < chart.categories().names().size(); i++) {
            widest = Math.max(widest, TextStyle.STRONG.width(chart.values().valueText(chart.total(i))));
            for (Series one : chart.series()) {
                widest = Math.max(
                        widest,
                        TextStyle.STRONG.width(
                                chart.values().valueText(one.values().get(i))));
            }
        }
        return widest + 14;
    }

    void draw() {
        Legend.draw(canvas, chart.legend(), body.x(), body.y(), body.width());
        Frame.horizontal(canvas, plot, body, chart.values(), scale);
        double row = rowHeight(chart);
        for (int i = 0; i < chart.categories().names().size(); i++) {
            double middle = plot.y() + (i + 0.5) * row;
            Rows.name(canvas, chart.categories().names().get(i), body.x(), middle, nameWidth);
            if (chart.layout().isStacked()) {
                stack(i, middle - barHeight(chart) / 2);
            } else {
                group(i, middle - barHeight(chart) / 2);
            }
        }
    }

    private void group(int category, double top) {
        double y = top;
        for (Series one : chart.series()) {
            double value = one.values().get(category);
            Box bar = Box.between(
                    Math.min(scale.at(0), scale.at(value)),
                    y + 0.8,
                    Math.max(scale.at(0), scale.at(value)),
                    y + GROUPED_BAR - 0.8);
            canvas.rect(bar, one.ink(), chart.tooltip(one, category));
            canvas.text(
                    chart.values().valueText(value),
                    bar.right() + 6,
                    bar.centreY() + TextStyle.LABEL.centring(),
                    TextStyle.LABEL);
            y += GROUPED_BAR;
        }
    }

    private void stack(int category, double top) {
        double sum = 0;
        for (Series one : chart.series()) {
            double value = one.values().get(category);
            double length = scale.length(0, value);
            Box bar = new Box(scale.at(sum), top, Math.max(0, length > 3 ? length - 0.8 : length), STACKED_BAR);
            canvas.rect(bar, one.ink(), chart.tooltip(one, category));
            String text = chart.values().kind() == Axis.Kind.PERCENT
                    ? chart.values().valueText(Math.rint(value))
                    : chart.values().valueText(value);
            if (TextStyle.NOTE.width(text) <= bar.width() - 6) {
                canvas.text(
                        text,
                        bar.centreX(),
                        bar.centreY() + TextStyle.NOTE.centring(),
                        TextStyle.NOTE.in(one.ink().readableOnTop()).middle());
            }
            sum += value;
        }
        if (hasTotals()) {
            canvas.text(
                    chart.values().valueText(sum),
                    scale.at(sum) + 6,
                    top + STACKED_BAR / 2 + TextStyle.STRONG.centring(),
                    TextStyle.STRONG);
        }
    }
}
