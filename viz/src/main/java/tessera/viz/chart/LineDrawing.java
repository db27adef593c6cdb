package tessera.viz.chart;

import java.util.ArrayList;
import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Marker;
import tessera.viz.draw.NumberText;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Scale;
import tessera.viz.draw.Stroke;
import tessera.viz.draw.TextStyle;
import tessera.viz.draw.Ticks;

/** Draws one {@link LineChart}. */
final class LineDrawing {
    private static final int MOST_LABELLED_POINTS = 16;

    private final LineChart chart;
    private final Canvas canvas;
    private final Box body;
    private final Box plot;
    private final Scale x;
    private final Scale y;
    private final double nameWidth;
    private final List<Box> taken = new ArrayList<>();

    LineDrawing(LineChart chart, Canvas canvas, Box body) {
        this.chart = chart;
        this.canvas = canvas;
        this.body = body;
        double top = body.y() + Frame.TOP;
        double bottom = body.bottom() - Frame.BOTTOM;
        y = chart.yAxis().scale(chart.smallest(Point::y), chart.largest(Point::y), bottom, top);
        double widest = chart.lines().stream()
                .mapToDouble(line -> TextStyle.LABEL.width(line.name()))
                .max()
                .orElseThrow();
        nameWidth = Math.min(widest, body.width() * 0.28);
        plot = Box.between(body.x() + Frame.leftRoom(chart.yAxis(), y), top, body.right() - nameWidth - 20, bottom);
        double margin = chart.isStepped() ? halfStep() : 0;
        x = chart.xAxis()
                .scale(chart.smallest(Point::x) - margin, chart.largest(Point::x) + margin, plot.x(), plot.right());
    }

    private double halfStep() {
        double nearest = Double.POSITIVE_INFINITY;
        for (Line line : chart.lines()) {
            for (int i = 1; i < line.points().size(); i++) {
                nearest = Math.min(
                        nearest,
                        line.points().get(i).x() - line.points().get(i - 1).x());
            }
        }
        return Double.isFinite(nearest) ? nearest / 2 : 0.5;
    }

    void draw() {
        Frame.vertical(canvas, plot, body, chart.yAxis(), y);
        canvas.line(plot.x(), plot.bottom(), plot.right(), plot.bottom(), Stroke.solid(Palette.AXIS, 1));
        List<Double> ticks = x.isLog()
                ? chart.xAxis().ticks(x, 70)
                : Ticks.linear(x.min(), x.max(), (int) Math.max(2, plot.width() / 36), chart.hasWholeX());
        Frame.tickLabels(canvas, plot, x, ticks);
        Frame.title(canvas, plot, body, chart.xAxis().title());
        for (Line line : chart.lines()) {
            path(line);
        }
        for (int i = 0; i < chart.lines().size(); i++) {
            markers(chart.lines().get(i), Marker.series(i));
        }
        for (Line line : chart.lines()) {
            values(line);
        }
        names();
    }

    private void path(Line line) {
        List<Point> points = line.points();
        int perPoint = chart.isStepped() ? 2 : 1;
        double[] xs = new double[points.size() * perPoint];
        double[] ys = new double[xs.length];
        for (int i = 0; i < points.size(); i++) {
            double here = x.at(points.get(i).x());
            if (chart.isStepped()) {
                xs[2 * i] = i == 0 ? plot.x() : (x.at(points.get(i - 1).x()) + here) / 2;
                xs[2 * i + 1] = i == points.size() - 1
                        ? plot.right()
                        : (here + x.at(points.get(i + 1).x())) / 2;
                ys[2 * i] = y.at(points.get(i).y());
                ys[2 * i + 1] = ys[2 * i];
            } else {
                xs[i] = here;
                ys[i] = y.at(points.get(i).y());
            }
        }
        canvas.polyline(xs, ys, Stroke.solid(line.ink(), 2.4));
    }

    private void markers(Line line, Marker marker) {
        if (line.points().size() > 4 * MOST_LABELLED_POINTS) {
            return;
        }
        for (Point point : line.points()) {
            double px = x.at(point.x());
            double py = y.at(point.y());
            String tooltip = line.name() + ", " + chart.xAxis().label() + " "
                    + chart.xAxis().valueText(point.x()) + ": " + chart.yAxis().valueText(point.y());
            marker.draw(canvas, px, py, 3.8, line.ink(), tooltip);
            taken.add(new Box(px - 4, py - 4, 8, 8));
        }
    }

    /** Prints values next to their points where there is room: above the highest line of a place, else below. */
    private void values(Line line) {
        if (line.points().size() > MOST_LABELLED_POINTS) {
            return;
        }
        for (Point point : line.points()) {
            String text = NumberText.compact(point.y());
            double width = TextStyle.NOTE.width(text);
            double px = Math.max(plot.x() + width / 2 + 3, Math.min(plot.right() - width / 2 - 3, x.at(point.x())));
            double py = y.at(point.y()) + (isHighest(point) ? -8 : 17);
            Box place = new Box(px - width / 2 - 3, py - 10, width + 6, 12);
            if (taken.stream().noneMatch(place::overlaps) && py < plot.bottom() - 1) {
                taken.add(place);
                canvas.text(text, px, py, TextStyle.NOTE.in(Palette.TEXT).middle());
            }
        }
    }

    private boolean isHighest(Point point) {
        for (Line other : chart.lines()) {
            for (Point rival : other.points()) {
                if (rival.x() == point.x() && rival.y() > point.y()) {
                    return false;
                }
            }
        }
        return true;
    }

    private void names() {
        int count = chart.lines().size();
        double step = TextStyle.LABEL.lineHeight();
        double[] wanted = new double[count];
        int mostLines = 1;
        for (int i = 0; i < count; i++) {
            List<Point> points = chart.lines().get(i).points();
            wanted[i] = y.at(points.get(points.size() - 1).y());
            String name = chart.lines().get(i).name();
            mostLines = Math.max(mostLines, Canvas.lineCount(name, nameWidth + 1, TextStyle.LABEL));
        }
        if (count * (mostLines * step + 2) > plot.height()) {
            mostLines = 1;
        }
        double[] placed = Spread.apart(wanted, mostLines * step + 2, plot.y(), plot.bottom() - (mostLines - 1) * step);
        double left = plot.right() + 18;
        for (int i = 0; i < count; i++) {
            Line line = chart.lines().get(i);
            canvas.line(plot.right() + 2, wanted[i], left - 4, placed[i], Stroke.solid(line.ink(), 2));
            String name = mostLines == 1 ? TextStyle.LABEL.shorten(line.name(), nameWidth + 1) : line.name();
            canvas.paragraph(name, left, placed[i] + TextStyle.LABEL.centring(), nameWidth + 1, TextStyle.LABEL);
        }
    }
}
