package tessera.viz.chart;

import java.util.List;
import java.util.Locale;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Ink;
import tessera.viz.draw.NumberText;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Scale;
import tessera.viz.draw.Stroke;
import tessera.viz.draw.TextStyle;

/** Draws one {@link WaterfallChart}: one row a level or step, from top to bottom. */
final class WaterfallDrawing {
    private static final double LOWEST_ROW = 46;
    private static final double BAR = 24;
    private static final double REFERENCE_ROW = 18;

    private final WaterfallChart chart;
    private final Canvas canvas;
    private final Box body;
    private final Box plot;
    private final Scale scale;
    private final double nameWidth;
    private final double row;

    WaterfallDrawing(WaterfallChart chart, Canvas canvas, Box body) {
        this.chart = chart;
        this.canvas = canvas;
        this.body = body;
        nameWidth = nameWidth(chart);
        row = rowHeight(chart);
        double top = body.y() + 4 + chart.references().size() * REFERENCE_ROW;
        double bottom = top + (chart.steps().size() + 2) * row;
        double valueWidth = Math.max(
                TextStyle.STRONG.width(chart.axis().valueText(chart.start().value())),
                TextStyle.STRONG.width(chart.axis().valueText(chart.end().value())));
        plot = Box.between(body.x() + nameWidth + 12, top, body.right() - valueWidth - 14, bottom);
        scale = scale(chart, plot);
    }

    private static Scale scale(WaterfallChart chart, Box plot) {
        double lowest = Math.min(chart.start().value(), chart.end().value());
        double highest = Math.max(chart.start().value(), chart.end().value());
        double reached = chart.start().value();
        for (WaterfallChart.Step step : chart.steps()) {
            reached += step.delta();
            lowest = Math.min(lowest, reached);
            highest = Math.max(highest, reached);
        }
        for (WaterfallChart.Level reference : chart.references()) {
            highest = Math.max(highest, reference.value());
        }
        return chart.axis().scale(lowest, highest, plot.x(), plot.right());
    }

    static double height(WaterfallChart chart) {
        return 4
                + chart.references().size() * REFERENCE_ROW
                + (chart.steps().size() + 2) * rowHeight(chart)
                + Frame.BOTTOM;
    }

    private static double nameWidth(WaterfallChart chart) {
        return chart.heading().width().pixels() * (chart.heading().width() == Heading.Width.FULL ? 0.28 : 0.4);
    }

    /** One height for all rows: that of the name with most lines. */
    private static double rowHeight(WaterfallChart chart) {
        double highest = Math.max(
                nameHeight(chart, chart.start().label(), chart.start().note(), TextStyle.STRONG),
                nameHeight(chart, chart.end().label(), chart.end().note(), TextStyle.STRONG));
        for (WaterfallChart.Step step : chart.steps()) {
            highest = Math.max(highest, nameHeight(chart, step.label(), step.note(), TextStyle.LABEL));
        }
        return Math.max(LOWEST_ROW, highest + 4);
    }

    private static double nameHeight(WaterfallChart chart, String label, String note, TextStyle style) {
        double width = nameWidth(chart);
        int noteCount = note.isEmpty() ? 0 : Canvas.lineCount(note, width, TextStyle.NOTE);
        return Canvas.lineCount(label, width, style) * style.lineHeight() + noteCount * TextStyle.NOTE.lineHeight();
    }

    void draw() {
        Frame.horizontal(canvas, plot, body, chart.axis(), scale);
        references();
        double y = plot.y() + row / 2;
        level(chart.start(), y);
        double reached = chart.start().value();
        for (WaterfallChart.Step step : chart.steps()) {
            connector(reached, y);
            y += row;
            step(step, reached, y);
            reached += step.delta();
        }
        connector(reached, y);
        level(chart.end(), y + row);
    }

    private void level(WaterfallChart.Level level, double y) {
        name(level.label(), level.note(), y, true);
        Box bar = bar(0, level.value(), y);
        canvas.rect(bar, Palette.MAIN, level.label() + ": " + chart.axis().valueText(level.value()));
        canvas.text(
                chart.axis().valueText(level.value()),
                bar.right() + 6,
                y + TextStyle.STRONG.centring(),
                TextStyle.STRONG);
    }

    private void step(WaterfallChart.Step step, double from, double y) {
        name(step.label(), step.note(), y, false);
        String change = NumberText.change(step.delta(), chart.axis().unit());
        Ink ink = isNothing(step) ? Palette.AXIS : isLoss(step) ? Palette.VERMILLION : Palette.GREEN;
        Box bar = bar(from, from + step.delta(), y);
        canvas.rect(bar, ink, step.label() + ": " + change);
        String text = isNothing(step) ? "no change" : change + share(step.delta(), from);
        if (!labelled(text, bar, ink)) {
            labelled(change, bar, ink);
        }
    }

    private Box bar(double from, double to, double y) {
        double left = Math.min(scale.at(from), scale.at(to));
        double right = Math.max(scale.at(from), scale.at(to));
        return Box.between(left, y - BAR / 2, Math.max(right, left + 1), y + BAR / 2);
    }

    /**
     * Prints text beside a bar, or inside it.
     *
     * @return whether there was room
     */
    private boolean labelled(String text, Box bar, Ink ink) {
        double width = TextStyle.LABEL.width(text);
        double y = bar.centreY() + TextStyle.LABEL.centring();
        boolean isInside = width + 8 <= bar.width();
        if (bar.right() + 6 + width <= body.right()) {
            besideBar(text, bar.right() + 6, width, y);
        } else if (isInside) {
            canvas.text(
                    text,
                    bar.centreX(),
                    y,
                    TextStyle.LABEL.in(ink.readableOnTop()).middle());
        } else if (bar.x() - 6 - width >= plot.x()) {
            besideBar(text, bar.x() - 6 - width, width, y);
        } else {
            return false;
        }
        return true;
    }

    /** Text on white, so that no reference line runs through it. */
    private void besideBar(String text, double x, double width, double y) {
        canvas.rect(new Box(x - 2, y - 12, width + 4, 16), Palette.PAPER, "");
        canvas.text(text, x, y, TextStyle.LABEL);
    }

    /** Whether a step is nothing but rounding of the two levels around it. */
    /** The way from start to end is what the chart complains of: less speedup, or more time. */
    private boolean isLoss(WaterfallChart.Step step) {
        boolean falls = chart.end().value() <= chart.start().value();
        return step.delta() < 0 == falls;
    }

    private boolean isNothing(WaterfallChart.Step step) {
        return Math.abs(step.delta()) <= 1e-9 * Math.abs(chart.start().value());
    }

    private static String share(double delta, double from) {
        if (from == 0 || delta == 0) {
            return "";
        }
        return String.format(Locale.ROOT, " (%s%.0f %%)", delta < 0 ? "−" : "+", Math.abs(100 * delta / from));
    }

    private void connector(double value, double y) {
        double x = scale.at(value);
        canvas.line(x, y + BAR / 2, x, y + row - BAR / 2, Stroke.solid(Palette.AXIS, 1));
    }

    private void name(String label, String note, double y, boolean isStrong) {
        TextStyle style = isStrong ? TextStyle.STRONG : TextStyle.LABEL;
        double first = y - nameHeight(chart, label, note, style) / 2 + style.size();
        double below = canvas.paragraph(label, body.x(), first, nameWidth, style);
        if (!note.isEmpty()) {
            canvas.paragraph(note, body.x(), below - 1, nameWidth, TextStyle.NOTE);
        }
    }

    private void references() {
        List<WaterfallChart.Level> references = chart.references();
        for (int i = 0; i < references.size(); i++) {
            WaterfallChart.Level reference = references.get(i);
            double x = scale.at(reference.value());
            double y = plot.y() - 7 - (references.size() - 1 - i) * REFERENCE_ROW;
            canvas.line(x, y + 3, x, plot.bottom(), Stroke.dashed(Palette.TEXT, 1.2));
            String text = reference.label() + " "
                    + NumberText.withUnit(reference.value(), chart.axis().unit());
            Frame.centred(canvas, text, x, y, body, TextStyle.NOTE.in(Palette.TEXT));
        }
    }
}
