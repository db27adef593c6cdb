package tessera.viz.draw;

/**
 * What a chart is drawn on. All coordinates are pixels of a screen at 100 %, y grows downwards. Tooltips appear where
 * the form can show them (SVG) and are left out where it cannot (PNG); an empty tooltip means none.
 */
public interface Canvas {
    void rect(Box box, Ink fill, String tooltip);

    void line(double x1, double y1, double x2, double y2, Stroke stroke);

    /** A line through the points (xs[i], ys[i]), not closed. */
    void polyline(double[] xs, double[] ys, Stroke stroke);

    /** A filled shape with the corners (xs[i], ys[i]). */
    void polygon(double[] xs, double[] ys, Ink fill, String tooltip);

    void circle(double x, double y, double radius, Ink fill, String tooltip);

    /** One line of text with its base line at y. */
    void text(String text, double x, double y, TextStyle style);

    /**
     * A grid of equal rectangles without gaps, each of one colour.
     *
     * @param rgb 0xRRGGBB of each cell, row by row from the top left; its length is a multiple of the column count
     */
    void raster(Box box, int columnCount, int[] rgb);

    /**
     * Lines of text, the first with its base line at y, broken at spaces to fit the width.
     *
     * @return y below the last
     */
    default double paragraph(String text, double x, double y, double width, TextStyle style) {
        double below = y;
        for (String line : TextWidths.wrap(text, style, width)) {
            text(line, x, below, style);
            below += style.lineHeight();
        }
        return below;
    }

    /** How many lines {@link #paragraph} makes of this text. */
    static int lineCount(String text, double width, TextStyle style) {
        return TextWidths.wrap(text, style, width).size();
    }
}
