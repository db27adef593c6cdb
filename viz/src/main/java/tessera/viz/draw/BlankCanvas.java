package tessera.viz.draw;

/** Draws nothing: for code that measures by going through the motions of drawing. */
public final class BlankCanvas implements Canvas {
    @Override
    public void rect(Box box, Ink fill, String tooltip) {}

    @Override
    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {}

    @Override
    public void polyline(double[] xs, double[] ys, Stroke stroke) {}

    @Override
    public void polygon(double[] xs, double[] ys, Ink fill, String tooltip) {}

    @Override
    public void circle(double x, double y, double radius, Ink fill, String tooltip) {}

    @Override
    public void text(String text, double x, double y, TextStyle style) {}

    @Override
    public void raster(Box box, int columnCount, int[] rgb) {}
}
