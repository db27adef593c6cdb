package tessera.viz.chart;

import java.util.ArrayList;
import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Marker;
import tessera.viz.draw.Palette;
import tessera.viz.draw.Stroke;
import tessera.viz.draw.TextStyle;

/** Draws one {@link ParallelChart}. Names of axes stand at two heights in turn, so that each has twice its room. */
final class ParallelDrawing {
    private static final double PLOT = 280;
    private static final double NAME_ROW = 18;
    private static final double ABOVE = 2 * NAME_ROW + 22;
    private static final double BELOW = 22;

    private final ParallelChart chart;
    private final Canvas canvas;
    private final Box body;
    private final double top;
    private final double slot;

    ParallelDrawing(ParallelChart chart, Canvas canvas, Box body) {
        this.chart = chart;
        this.canvas = canvas;
        this.body = body;
        this.top = body.y() + Legend.height(legend(chart), body.width()) + ABOVE;
        this.slot = body.width() / chart.axes().size();
    }

    private static List<Legend.Entry> legend(ParallelChart chart) {
        return chart.paths().stream()
                .filter(ParallelChart.Path::isStrong)
                .map(path -> new Legend.Entry(path.ink(), path.name()))
                .toList();
    }

    static double height(ParallelChart chart) {
        return Legend.height(legend(chart), chart.heading().width().pixels()) + ABOVE + PLOT + BELOW;
    }

    void draw() {
        Legend.draw(canvas, legend(chart), body.x(), body.y(), body.width());
        chart.paths().stream().filter(path -> !path.isStrong()).forEach(this::path);
        for (int i = 0; i < chart.axes().size(); i++) {
            axis(i);
        }
        chart.paths().stream().filter(ParallelChart.Path::isStrong).forEach(this::path);
    }

    private double x(int axis) {
        return body.x() + (axis + 0.5) * slot;
    }

    private double y(int axis, double value) {
        ParallelChart.Coordinate coordinate = chart.axes().get(axis);
        double share = (value - coordinate.bottom()) / (coordinate.top() - coordinate.bottom());
        return top + PLOT * (1 - Math.max(0, Math.min(1, share)));
    }

    private void axis(int i) {
        ParallelChart.Coordinate axis = chart.axes().get(i);
        double x = x(i);
        canvas.line(x, top, x, top + PLOT, Stroke.solid(Palette.AXIS, 1.2));
        boolean isLow = i % 2 == 1;
        double nameY = top - 24 - (isLow ? 0 : NAME_ROW);
        // Names at one height are two slots apart; at the edges of the body there is only half of that on one side.
        double room = 2 * Math.min(slot, Math.min(x - body.x(), body.right() - x)) - 8;
        String name = TextStyle.STRONG.shorten(axis.name(), room);
        canvas.text(name, x, nameY, TextStyle.STRONG.middle());
        end(axis.topText(), x, top - 7);
        end(axis.bottomText(), x, top + PLOT + 16);
    }

    private void end(String text, double x, double y) {
        if (!text.isEmpty()) {
            canvas.text(TextStyle.TICK.shorten(text, slot - 6), x, y, TextStyle.TICK.middle());
        }
    }

    private void path(ParallelChart.Path path) {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < chart.axes().size(); i++) {
            double value = path.values().get(i);
            if (Double.isFinite(value)) {
                places.add(new double[] {x(i), y(i, value), i});
            }
        }
        double[] xs = places.stream().mapToDouble(place -> place[0]).toArray();
        double[] ys = places.stream().mapToDouble(place -> place[1]).toArray();
        if (xs.length > 1) {
            canvas.polyline(xs, ys, Stroke.solid(path.ink(), path.isStrong() ? 2.6 : 1));
        }
        for (int k = 0; path.isStrong() && k < xs.length; k++) {
            int axis = (int) places.get(k)[2];
            String text = path.texts().isEmpty() ? "" : path.texts().get(axis);
            String tooltip = path.name() + ": " + chart.axes().get(axis).name() + (text.isEmpty() ? "" : " " + text);
            Marker.CIRCLE.draw(canvas, xs[k], ys[k], 4, path.ink(), tooltip);
        }
    }
}
