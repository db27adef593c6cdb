package tessera.viz.draw;

/** The shape of a data point: tells series apart without colour. */
public enum Marker {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND;

    /** The shape of the series at this place; after four they repeat. */
    public static Marker series(int index) {
        return values()[index % values().length];
    }

    /** Draws the shape in a circle of this radius around the point, with a thin white rim. */
    public void draw(Canvas canvas, double x, double y, double radius, Ink ink, String tooltip) {
        shape(canvas, x, y, radius + 1.2, Palette.PAPER, "");
        shape(canvas, x, y, radius, ink, tooltip);
    }

    private void shape(Canvas canvas, double x, double y, double r, Ink ink, String tooltip) {
        switch (this) {
            case CIRCLE -> canvas.circle(x, y, r, ink, tooltip);
            case SQUARE -> {
                double h = r * 0.89;
                canvas.rect(new Box(x - h, y - h, 2 * h, 2 * h), ink, tooltip);
            }
            case TRIANGLE ->
                canvas.polygon(
                        new double[] {x - r, x + r, x}, new double[] {y + r * 0.8, y + r * 0.8, y - r}, ink, tooltip);
            case DIAMOND ->
                canvas.polygon(new double[] {x - r, x, x + r, x}, new double[] {y, y - r, y, y + r}, ink, tooltip);
        }
    }
}
