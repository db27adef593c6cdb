package tessera.viz.draw;

/**
 * How a line is drawn.
 *
 * @param width pixels
 * @param dash length of dashes and of the gaps between them in pixels; 0 is a continuous line
 */
public record Stroke(Ink ink, double width, double dash) {
    public static Stroke solid(Ink ink, double width) {
        return new Stroke(ink, width, 0);
    }

    public static Stroke dashed(Ink ink, double width) {
        return new Stroke(ink, width, 4);
    }
}
