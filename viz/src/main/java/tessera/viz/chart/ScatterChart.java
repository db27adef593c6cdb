package tessera.viz.chart;

import java.util.List;
import java.util.stream.Stream;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Ink;

/**
 * Designs by two measures, with the front of those that no other beats.
 *
 * @param groups at least one point in all
 * @param front points in the order of x, in vermillion; empty for none
 * @param frontStyle how they are drawn
 * @param frontName what they are, for the legend
 */
public record ScatterChart(
        Heading heading,
        Axis xAxis,
        Axis yAxis,
        List<Group> groups,
        List<Dot> front,
        FrontStyle frontStyle,
        String frontName)
        implements Chart {
    private static final String FRONT = "front: no other point is better in both";

    /** How the points of the front are drawn. */
    public enum FrontStyle {
        /** Dots with labels, joined by a line. */
        JOINED,
        /** Dots with labels alone. */
        DOTS,
        /** The line alone, where the points are the ends of something that is no design. */
        LINE
    }

    /** With the front as what it is: designs, joined. */
    public ScatterChart(Heading heading, Axis xAxis, Axis yAxis, List<Group> groups, List<Dot> front) {
        this(heading, xAxis, yAxis, groups, front, FrontStyle.JOINED, FRONT);
    }

    /** Points of one kind. */
    public record Group(String name, Ink ink, List<Dot> dots) {
        public Group {
            dots = List.copyOf(dots);
        }
    }

    /**
     * One design.
     *
     * @param label printed beside a dot of the front where there is room, and in the tooltip of every dot; may be empty
     */
    public record Dot(double x, double y, String label) {
        public Dot {
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("dot '" + label + "' (" + x + ", " + y + ") is not finite");
            }
        }
    }

    public ScatterChart {
        groups = List.copyOf(groups);
        front = List.copyOf(front);
        if (groups.stream().allMatch(group -> group.dots().isEmpty()) && front.isEmpty()) {
            throw new IllegalArgumentException("chart " + heading.name() + " has no points");
        }
    }

    @Override
    public double bodyHeight() {
        return heading.width() == Heading.Width.FULL ? 420 : 340;
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        new ScatterDrawing(this, canvas, body).draw();
    }

    Stream<Dot> dots() {
        return Stream.concat(groups.stream().flatMap(group -> group.dots().stream()), front.stream());
    }
}
