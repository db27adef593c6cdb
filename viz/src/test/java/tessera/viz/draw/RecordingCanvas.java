package tessera.viz.draw;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was drawn, for tests that ask where things are. */
public final class RecordingCanvas implements Canvas {
    /** A line of text and the box it takes: from ascenders to descenders. */
    public record Text(String text, Box box, TextStyle style) {}

    /** A filled rectangle. */
    public record Rect(Box box, Ink fill, String tooltip) {}

    /** A filled circle. */
    public record Circle(double x, double y, Ink fill, String tooltip) {}

    public final List<Text> texts = new ArrayList<>();
    public final List<Rect> rects = new ArrayList<>();
    public final List<Circle> circles = new ArrayList<>();

    @Override
    public void rect(Box box, Ink fill, String tooltip) {
        rects.add(new Rect(box, fill, tooltip));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {}

    @Override
    public void polyline(double[] xs, double[] ys, Stroke stroke) {}

    @Override
    public void polygon(double[] xs, double[] ys, Ink fill, String tooltip) {}

    @Override
    public void circle(double x, double y, double radius, Ink fill, String tooltip) {
        circles.add(new Circle(x, y, fill, tooltip));
    }

    @Override
    public void text(String text, double x, double y, TextStyle style) {
        double width = style.width(text);
        double left = switch (style.anchor()) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
        texts.add(new Text(text, new Box(left, y - style.size() * 0.76, width, style.size() * 0.98), style));
    }

    @Override
    public void raster(Box box, int columnCount, int[] rgb) {
        rects.add(new Rect(box, Palette.PAPER, "raster"));
    }
}
