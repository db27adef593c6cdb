package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.NumberText;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Scale;
import tessera.viz.draw.Stroke;
import tessera.viz.draw.TextStyle;

/** Draws a {@link BarChart} with vertical bars. */
final class ColumnDrawing {
    private static final double PLOT_HEIGHT = 220;
    private static final double WIDEST_GROUP = 110;
    private static final double LABEL_LINE = TextStyle.TICK.lineHeight();

    private static final TextStyle VALUE = TextStyle.NOTE.sized(10.5).in(Palette.TEXT);

    private final BarChart chart;
    private final Canvas canvas;
    private final Box body;
    private final Box plot;
    private final Scale scale;
    private final double slot;

    ColumnDrawing(BarChart chart, Canvas canvas, Box body) {
        this.chart = chart;
        this.canvas = canvas;
        this.body = body;
        double top = body.y() + Legend.height(chart.legend(), body.width()) + Frame.TOP;
        scale = chart.values().scale(chart.smallest(), chart.largest(), top + PLOT_HEIGHT, top);
        plot = Box.between(body.x() + Frame.leftRoom(chart.values(), scale), top, body.right(), top + PLOT_HEIGHT);
        slot = plot.width() / chart.categories().names().size();
    }

    static double height(BarChart chart) {
        double width = chart.heading().width().pixels();
        double slot = (width - 48) / chart.categories().names().size();
        return Legend.height(chart.legend(), width)
                + Frame.TOP
                + PLOT_HEIGHT
                + nameLines(chart, slot) * LABEL_LINE
                + (chart.categories().label().isEmpty() ? 8 : 30);
    }

    private static int nameLines(BarChart chart, double slot) {
        return chart.categories().areNumbers()
                ? 1
                : chart.categories().names().stream()
                        .mapToInt(name -> Canvas.lineCount(name, slot - 6, TextStyle.TICK))
                        .max()
                        .orElse(1);
    }

    void draw() {
        Legend.draw(canvas, chart.legend(), body.x(), body.y(), body.width());
        Frame.vertical(canvas, plot, body, chart.values(), scale);
        for (int i = 0; i < chart.categories().names().size(); i++) {
            if (chart.layout().isStacked()) {
                stack(i);
            } else {
                group(i);
            }
        }
        canvas.line(plot.x(), scale.at(0), plot.right(), scale.at(0), Stroke.solid(Palette.AXIS, 1));
        names();
    }

    private double groupWidth() {
        return Math.min(WIDEST_GROUP, slot * 0.86);
    }

    private void group(int category) {
        double width = groupWidth() / chart.series().size();
        double left = plot.x() + (category + 0.5) * slot - groupWidth() / 2;
        boolean areLabelled = valuesFit(width);
        for (Series one : chart.series()) {
            double value = one.values().get(category);
            Box bar = bar(left, width, 0, value);
            canvas.rect(bar, one.ink(), chart.tooltip(one, category));
            if (areLabelled) {
                double y = value < 0 ? bar.bottom() + 12 : bar.y() - 5;
                canvas.text(NumberText.compact(value), bar.centreX(), y, VALUE.middle());
            }
            left += width;
        }
    }

    private boolean valuesFit(double width) {
        return chart.series().stream()
                .flatMap(one -> one.values().stream())
                .allMatch(value -> VALUE.width(NumberText.compact(value)) <= width + 1);
    }

    private void stack(int category) {
        double width = groupWidth();
        double left = plot.x() + (category + 0.5) * slot - width / 2;
        double below = 0;
        for (Series one : chart.series()) {
            double value = one.values().get(category);
            Box bar = bar(left, width, below, below + value);
            canvas.rect(bar, one.ink(), chart.tooltip(one, category));
            String text = NumberText.compact(value);
            if (bar.height() >= 16 && TextStyle.NOTE.width(text) <= width - 4) {
                canvas.text(
                        text,
                        bar.centreX(),
                        bar.centreY() + TextStyle.NOTE.centring(),
                        TextStyle.NOTE.in(one.ink().readableOnTop()).middle());
            }
            below += value;
        }
        if (chart.values().kind() != Axis.Kind.PERCENT && TextStyle.STRONG.width(NumberText.compact(below)) <= slot) {
            canvas.text(NumberText.compact(below), left + width / 2, scale.at(below) - 5, TextStyle.STRONG.middle());
        }
    }

    /** A bar with a thin gap to its neighbours. */
    private Box bar(double left, double width, double from, double to) {
        double top = Math.min(scale.at(from), scale.at(to));
        double height = scale.length(from, to);
        double gap = height > 3 && chart.layout().isStacked() ? 0.8 : 0;
        return new Box(left + 0.8, top + gap, width - 1.6, Math.max(height - gap, 0));
    }

    private void names() {
        List<String> names = chart.categories().names();
        double widest = names.stream().mapToDouble(TextStyle.TICK::width).max().orElseThrow();
        int every = chart.categories().areNumbers() ? (int) Math.ceil((widest + 8) / slot) : 1;
        for (int i = 0; i < names.size(); i += every) {
            double x = plot.x() + (i + 0.5) * slot;
            canvas.paragraph(names.get(i), x, plot.bottom() + 17, slot - 6, TextStyle.TICK.middle());
        }
        if (!chart.categories().label().isEmpty()) {
            double y = plot.bottom() + 19 + nameLines(chart, slot) * LABEL_LINE;
            Frame.centred(canvas, chart.categories().label(), plot.centreX(), y, body, TextStyle.AXIS);
        }
    }
}
