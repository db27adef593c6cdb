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
    private static final double ROW = 46;
    private static final double BAR = 24;
    private static final double REFERENCE_ROW = 18;

    private final WaterfallChart chart;
    private final Canvas canvas;
    private final Box body;
    private final Box plot;
    private final Scale scale;
    private final double nameWidth;

    WaterfallDrawing(WaterfallChart chart, Canvas canvas, Box body) {
        this.chart = chart;
        this.canvas = canvas;
        this.body = body;
        nameWidth = nameWidth(chart);
        double top = body.y() + 4 + chart.references().size() * REFERENCE_ROW;
        double bottom = top + (chart.steps().size() + 2) * ROW;
        double valueRoom =
                TextStyle.STRONG.width(chart.axis().valueText(chart.start().value())) + 14;
        plot = Box.between(body.x() + nameWidth + 12, top, body.right() - valueRoom, bottom);
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
        scale = chart.axis().scale(lowest, highest, plot.x(), plot.right());
    }

    static double height(WaterfallChart chart) {
        return 4 + chart.references().size() * REFERENCE_ROW + (chart.steps().size() + 2) * ROW + Frame.BOTTOM;
    }

    private static double nameWidth(WaterfallChart chart) {
        return chart.heading().width().pixels() * (chart.heading().width() == Heading.Width.FULL ? 0.28 : 0.4);
    }

    void draw() {
        Frame.horizontal(canvas, plot, chart.axis(), scale);
        references();
        double y = plot.y() + ROW / 2;
        level(chart.start(), y);
        double reached = chart.start().value();
        for (WaterfallChart.Step step : chart.steps()) {
            connector(reached, y);
            y += ROW;
            step(step, reached, y);
            reached += step.delta();
        }
        connector(reached, y);
        level(chart.end(), y + ROW);
    }

    private void level(WaterfallChart.Level level, double y) {
        name(level.label(), level.note(), y, true);
        Box bar = Box.between(scale.at(0), y - BAR / 2, scale.at(level.value()), y + BAR / 2);
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
        double left = Math.min(scale.at(from), scale.at(from + step.delta()));
        double right = Math.max(scale.at(from), scale.at(from + step.delta()));
        Ink ink = isNothing(step) ? Palette.AXIS : step.delta() < 0 ? Palette.VERMILLION : Palette.GREEN;
        canvas.rect(
                Box.between(left, y - BAR / 2, Math.max(right, left + 1), y + BAR / 2),
                ink,
                step.label() + ": " + change);
        String text = isNothing(step) ? "no change" : change + share(step.delta(), from);
        double width = TextStyle.LABEL.width(text);
        boolean isRight = right + 8 + width <= body.right();
        double x = isRight ? right + 6 : left - 6;
        TextStyle style = isRight ? TextStyle.LABEL : TextStyle.LABEL.end();
        canvas.rect(new Box(isRight ? x - 2 : x - width - 2, y - 8, width + 4, 16), Palette.PAPER, "");
        canvas.text(text, x, y + TextStyle.LABEL.centring(), style);
    }

    /** Whether a step is nothing but rounding of the two levels around it. */
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
        canvas.line(x, y + BAR / 2, x, y + ROW - BAR / 2, Stroke.solid(Palette.AXIS, 1));
    }

    private void name(String label, String note, double y, boolean isStrong) {
        TextStyle style = isStrong ? TextStyle.STRONG : TextStyle.LABEL;
        double step = style.lineHeight() - 1;
        int lineCount = Canvas.lineCount(label, nameWidth, style);
        int noteCount = note.isEmpty() ? 0 : Canvas.lineCount(note, nameWidth, TextStyle.NOTE);
        double first = y - (lineCount + noteCount - 1) * step / 2 + style.centring();
        double below = canvas.paragraph(label, body.x(), first, nameWidth, style);
        if (noteCount > 0) {
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
            String text = reference.label() + " " + chart.axis().valueText(reference.value());
            double half = TextStyle.NOTE.width(text) / 2;
            double middle = Math.max(body.x() + half, Math.min(body.right() - half, x));
            canvas.text(text, middle, y, TextStyle.NOTE.in(Palette.TEXT).middle());
        }
    }
}
