package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Ink;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Scale;
import tessera.viz.draw.Stroke;
import tessera.viz.draw.TextStyle;

/** Draws one {@link TornadoChart}. */
final class TornadoDrawing {
    private static final double ROW = 30;
    private static final double BAR = 18;
    private static final double LARGEST_TEXT = 0.16;
    private static final double NAME_SHARE = 0.28;

    private final TornadoChart chart;
    private final Canvas canvas;
    private final Box body;
    private final Box plot;
    private final Scale scale;
    private final double nameWidth;
    private final double lowRoom;
    private final double highRoom;

    TornadoDrawing(TornadoChart chart, Canvas canvas, Box body) {
        this.chart = chart;
        this.canvas = canvas;
        this.body = body;
        double widest = chart.rows().stream()
                .mapToDouble(row -> TextStyle.LABEL.width(row.label()))
                .max()
                .orElseThrow();
        nameWidth = Math.min(widest + 1, body.width() * NAME_SHARE);
        lowRoom = textRoom(chart.rows().stream().map(TornadoChart.Row::lowText).toList());
        highRoom =
                textRoom(chart.rows().stream().map(TornadoChart.Row::highText).toList());
        double top = body.y() + Legend.height(legend(), body.width()) + 6;
        plot = Box.between(
                body.x() + nameWidth + 12 + lowRoom,
                top,
                body.right() - highRoom,
                top + ROW * chart.rows().size());
        double least =
                chart.rows().stream().mapToDouble(TornadoChart.Row::low).min().orElseThrow();
        double most =
                chart.rows().stream().mapToDouble(TornadoChart.Row::high).max().orElseThrow();
        scale = chart.axis().scale(least, most, plot.x(), plot.right());
    }

    private double textRoom(List<String> texts) {
        double widest = texts.stream().mapToDouble(TextStyle.NOTE::width).max().orElse(0);
        return Math.max(14, Math.min(widest + 1, body.width() * LARGEST_TEXT)) + 8;
    }

    private List<Legend.Entry> legend() {
        return List.of(
                new Legend.Entry(Palette.GREEN, "better"),
                new Legend.Entry(Palette.VERMILLION, "worse than " + chart.baseName()));
    }

    static double height(TornadoChart chart) {
        TornadoDrawing drawing = new TornadoDrawing(
                chart,
                new tessera.viz.draw.BlankCanvas(),
                new Box(0, 0, chart.heading().width().pixels(), 0));
        return drawing.plot.bottom() + Frame.BOTTOM;
    }

    void draw() {
        Legend.draw(canvas, legend(), body.x(), body.y(), body.width());
        Frame.horizontal(canvas, plot, body, chart.axis(), scale);
        for (int i = 0; i < chart.rows().size(); i++) {
            row(chart.rows().get(i), plot.y() + (i + 0.5) * ROW);
        }
        double x = scale.at(chart.base());
        canvas.line(x, plot.y(), x, plot.bottom(), Stroke.solid(Palette.TEXT, 1.4));
    }

    private void row(TornadoChart.Row row, double y) {
        double low = scale.at(row.low());
        double high = scale.at(row.high());
        double base = scale.at(chart.base());
        Ink below = chart.isLowerBetter() ? Palette.GREEN : Palette.VERMILLION;
        Ink above = chart.isLowerBetter() ? Palette.VERMILLION : Palette.GREEN;
        bar(low, base, y, below, tooltip(row, row.low(), row.lowText()));
        bar(base, high, y, above, tooltip(row, row.high(), row.highText()));
        String name = TextStyle.LABEL.shorten(row.label(), nameWidth);
        canvas.text(name, body.x(), y + TextStyle.LABEL.centring(), TextStyle.LABEL);
        set(row.lowText(), lowRoom - 8, low - 6, y, TextStyle.NOTE.end());
        set(row.highText(), highRoom - 8, high + 6, y, TextStyle.NOTE);
    }

    /** What was set at an end of a bar. */
    private void set(String text, double room, double x, double y, TextStyle style) {
        if (!text.isEmpty()) {
            canvas.text(style.shorten(text, room), x, y + style.centring(), style);
        }
    }

    private void bar(double from, double to, double y, Ink ink, String tooltip) {
        if (to - from > 0.2) {
            canvas.rect(Box.between(from, y - BAR / 2, to, y + BAR / 2), ink, tooltip);
        }
    }

    private String tooltip(TornadoChart.Row row, double value, String text) {
        return row.label() + (text.isEmpty() ? "" : ", " + text) + ": "
                + chart.axis().valueText(value);
    }
}
