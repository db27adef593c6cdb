package tessera.viz.chart;

/** A place in a chart with two number axes; both finite. */
public record Point(double x, double y) {
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("point (" + x + ", " + y + ") is not finite");
        }
    }
}
