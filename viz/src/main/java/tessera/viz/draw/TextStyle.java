package tessera.viz.draw;

/**
 * How one line of text is drawn.
 *
 * @param size height of the font in pixels
 * @param anchor which point of the line the given x is
 */
public record TextStyle(double size, boolean isBold, Ink ink, Anchor anchor) {
    /** Which point of a line of text its x coordinate means. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** Titles, axis titles, and labels of ticks, values and series. */
    public static final TextStyle TITLE = new TextStyle(17, true, Palette.TEXT, Anchor.START);

    public static final TextStyle SUBTITLE = new TextStyle(12.5, false, Palette.SECONDARY, Anchor.START);
    public static final TextStyle AXIS = new TextStyle(12, false, Palette.SECONDARY, Anchor.START);
    public static final TextStyle TICK = new TextStyle(11.5, false, Palette.SECONDARY, Anchor.START);
    public static final TextStyle LABEL = new TextStyle(12, false, Palette.TEXT, Anchor.START);
    public static final TextStyle STRONG = new TextStyle(12, true, Palette.TEXT, Anchor.START);
    public static final TextStyle NOTE = new TextStyle(11, false, Palette.SECONDARY, Anchor.START);

    public TextStyle middle() {
        return new TextStyle(size, isBold, ink, Anchor.MIDDLE);
    }

    public TextStyle end() {
        return new TextStyle(size, isBold, ink, Anchor.END);
    }

    public TextStyle in(Ink other) {
        return new TextStyle(size, isBold, other, anchor);
    }

    public TextStyle sized(double other) {
        return new TextStyle(other, isBold, ink, anchor);
    }

    /** Width of one line of text in this style in pixels. */
    public double width(String text) {
        return TextWidths.of(text, size, isBold);
    }

    /** The text if it fits the width in this style, else its beginning and "…". */
    public String shorten(String text, double width) {
        return TextWidths.shorten(text, this, width);
    }

    /** From the middle of capital letters down to the base line: add it to a y to centre text there. */
    public double centring() {
        return size * 0.36;
    }

    /** Distance of the base lines of consecutive lines. */
    public double lineHeight() {
        return Math.rint(size * 1.35);
    }
}
