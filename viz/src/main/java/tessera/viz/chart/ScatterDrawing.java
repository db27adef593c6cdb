package tessera.viz.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Ink;
import tessera.viz.draw.Marker;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Scale;
import tessera.viz.draw.Stroke;
import tessera.viz.draw.TextStyle;

/** Draws one {@link ScatterChart}. */
final class ScatterDrawing {
    private static final double RADIUS = 4;

    private final ScatterChart chart;
    private final Canvas canvas;
    private final Box body;
    private final Box plot;
    private final Scale x;
    private final Scale y;
    private final List<Box> taken = new ArrayList<>();

    ScatterDrawing(ScatterChart chart, Canvas canvas, Box body) {
        this.chart = chart;
        this.canvas = canvas;
        this.body = body;
        double top = body.y() + Legend.height(legend(), body.width()) + Frame.TOP;
        double bottom = body.bottom() - Frame.BOTTOM;
        y = scale(chart.yAxis(), chart.dots().mapToDouble(ScatterChart.Dot::y), bottom - 8, top + 8);
        plot = Box.between(body.x() + Frame.leftRoom(chart.yAxis(), y), top, body.right() - 6, bottom);
        x = scale(chart.xAxis(), chart.dots().mapToDouble(ScatterChart.Dot::x), plot.x() + 8, plot.right() - 8);
    }

    private static Scale scale(Axis axis, DoubleStream values, double start, double end) {
        double[] all = values.sorted().toArray();
        return axis.scale(all[0], all[all.length - 1], start, end);
    }

    private List<Legend.Entry> legend() {
        List<Legend.Entry> entries = new ArrayList<>();
        if (chart.groups().size() > 1) {
            chart.groups().forEach(group -> entries.add(new Legend.Entry(group.ink(), group.name())));
        }
        if (!chart.front().isEmpty()) {
            entries.add(new Legend.Entry(Palette.VERMILLION, chart.frontName()));
        }
        return entries;
    }

    void draw() {
        Legend.draw(canvas, legend(), body.x(), body.y(), body.width());
        Frame.vertical(canvas, plot, body, chart.yAxis(), y);
        Frame.horizontal(canvas, plot, body, chart.xAxis(), x);
        for (int i = 0; i < chart.groups().size(); i++) {
            ScatterChart.Group group = chart.groups().get(i);
            for (ScatterChart.Dot dot : group.dots()) {
                dot(
                        dot,
                        Marker.series(i),
                        group.ink().mix(Palette.PAPER, chart.front().isEmpty() ? 0 : 0.25));
            }
        }
        front();
    }

    private void front() {
        List<ScatterChart.Dot> front = chart.front();
        double[] xs = front.stream().mapToDouble(dot -> x.at(dot.x())).toArray();
        double[] ys = front.stream().mapToDouble(dot -> y.at(dot.y())).toArray();
        if (xs.length > 1 && chart.frontStyle() != ScatterChart.FrontStyle.DOTS) {
            canvas.polyline(xs, ys, Stroke.solid(Palette.VERMILLION, 2));
        }
        chart.dots().forEach(dot -> taken.add(new Box(x.at(dot.x()) - 4, y.at(dot.y()) - 4, 8, 8)));
        for (int i = 1; i < xs.length && chart.frontStyle() != ScatterChart.FrontStyle.DOTS; i++) {
            int parts = (int) Math.ceil(Math.hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1]) / 3);
            for (int part = 0; part < parts; part++) {
                double share = (double) part / parts;
                taken.add(new Box(
                        xs[i - 1] + (xs[i] - xs[i - 1]) * share - 1,
                        ys[i - 1] + (ys[i] - ys[i - 1]) * share - 1,
                        2,
                        2));
            }
        }
        if (chart.frontStyle() != ScatterChart.FrontStyle.LINE) {
            front.forEach(dot -> dot(dot, Marker.CIRCLE, Palette.VERMILLION));
            front.forEach(this::label);
        }
    }

    private void dot(ScatterChart.Dot dot, Marker marker, Ink ink) {
        String tooltip = (dot.label().isEmpty() ? "" : dot.label() + ": ")
                + chart.xAxis().label() + " " + chart.xAxis().valueText(dot.x()) + ", "
                + chart.yAxis().label() + " " + chart.yAxis().valueText(dot.y());
        marker.draw(canvas, x.at(dot.x()), y.at(dot.y()), RADIUS, ink, tooltip);
    }

    /** Prints a label at the first of four corners that is free, or not at all. */
    private void label(ScatterChart.Dot dot) {
        double width = TextStyle.NOTE.width(dot.label());
        double px = x.at(dot.x());
        double py = y.at(dot.y());
        double[][] corners = {{px + 8, py - 6}, {px + 8, py + 14}, {px - 8 - width, py - 6}, {px - 8 - width, py + 14}};
        for (double[] corner : corners) {
            Box place = new Box(corner[0] - 2, corner[1] - 10, width + 4, 13);
            boolean isInside = place.x() > plot.x()
                    && place.right() < plot.right() + 6
                    && place.y() > plot.y() - 8
                    && place.bottom() < plot.bottom();
            if (!dot.label().isEmpty() && isInside && taken.stream().noneMatch(place::overlaps)) {
                taken.add(place);
                canvas.text(dot.label(), corner[0], corner[1], TextStyle.NOTE.in(Palette.TEXT));
                return;
            }
        }
    }
}
