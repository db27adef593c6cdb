package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.NumberText;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Scale;
import tessera.viz.draw.Stroke;
import tessera.viz.draw.TextStyle;

/** The axes around a plot: grid lines, tick labels and axis titles. Nothing is rotated. */
final class Frame {
    /** Room above a plot for the title of its vertical axis, and below it for tick labels and an axis title. */
    static final double TOP = 36;

    static final double BOTTOM = 42;
    private static final double TICK_SPACING = 52;

    private Frame() {}

    /** Room left of a plot for the tick labels of its vertical axis. */
    static double leftRoom(Axis axis, Scale scale) {
        double widest = 0;
        for (double tick : axis.ticks(scale, TICK_SPACING)) {
            widest = Math.max(widest, TextStyle.TICK.width(label(tick, scale)));
        }
        return widest + 10;
    }

    /** Horizontal grid lines with labels on the left, and the axis title above, from the left of the body. */
    static void vertical(Canvas canvas, Box plot, Box body, Axis axis, Scale scale) {
        for (double tick : axis.ticks(scale, TICK_SPACING)) {
            double y = scale.at(tick);
            boolean isBase = tick == 0;
            canvas.line(plot.x(), y, plot.right(), y, Stroke.solid(isBase ? Palette.AXIS : Palette.GRID, 1));
            canvas.text(label(tick, scale), plot.x() - 8, y + TextStyle.TICK.centring(), TextStyle.TICK.end());
        }
        canvas.text(TextStyle.AXIS.shorten(axis.title(), body.width()), body.x(), plot.y() - 24, TextStyle.AXIS);
    }

    /** Vertical grid lines with labels below, and the axis title under them. */
    static void horizontal(Canvas canvas, Box plot, Box body, Axis axis, Scale scale) {
        List<Double> ticks = axis.ticks(scale, 56);
        for (double tick : ticks) {
            double x = scale.at(tick);
            canvas.line(x, plot.y(), x, plot.bottom(), Stroke.solid(tick == 0 ? Palette.AXIS : Palette.GRID, 1));
        }
        tickLabels(canvas, plot, scale, ticks);
        title(canvas, plot, body, axis.title());
    }

    static String label(double tick, Scale scale) {
        return NumberText.tick(tick, Math.max(Math.abs(scale.min()), Math.abs(scale.max())));
    }

    /** Labels under a plot, without lines. */
    static void tickLabels(Canvas canvas, Box plot, Scale scale, List<Double> ticks) {
        for (double tick : ticks) {
            canvas.text(label(tick, scale), scale.at(tick), plot.bottom() + 17, TextStyle.TICK.middle());
        }
    }

    /** The title of the horizontal axis, in the middle under its labels. */
    static void title(Canvas canvas, Box plot, Box body, String title) {
        centred(canvas, title, plot.centreX(), plot.bottom() + 36, body, TextStyle.AXIS);
    }

    /** Text with its middle at x, or as near to it as the body allows; shortened if it is wider than that. */
    static void centred(Canvas canvas, String text, double x, double y, Box body, TextStyle style) {
        String fitting = style.shorten(text, body.width());
        double half = style.width(fitting) / 2;
        double middle = Math.max(body.x() + half, Math.min(body.right() - half, x));
        canvas.text(fitting, middle, y, style.middle());
    }
}
