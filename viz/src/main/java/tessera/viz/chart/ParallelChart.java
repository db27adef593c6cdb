package tessera.viz.chart;

import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;
import tessera.viz.draw.Ink;

/**
 * Parallel coordinates: many measures of many designs, one upright axis a measure, one line a design.
 *
 * @param axes at least two, from left to right
 * @param paths at least one; strong ones are drawn last, with dots, and named in the legend
 */
public record ParallelChart(Heading heading, List<Coordinate> axes, List<Path> paths) implements Chart {
    /**
     * One upright axis.
     *
     * @param name printed above
     * @param bottom,top values at the two ends; different
     * @param bottomText,topText what stands at the ends
     */
    public record Coordinate(String name, double bottom, double top, String bottomText, String topText) {
        public Coordinate {
            if (bottom == top || !Double.isFinite(top - bottom)) {
                throw new IllegalArgumentException("axis '" + name + "' from " + bottom + " to " + top);
            }
        }
    }

    /**
     * One design.
     *
     * @param values one an axis; NaN where there is none: the line passes that axis by
     * @param texts one an axis, for tooltips of strong paths; may be empty altogether
     */
    public record Path(String name, Ink ink, boolean isStrong, List<Double> values, List<String> texts) {
        public Path {
            values = List.copyOf(values);
            texts = List.copyOf(texts);
        }
    }

    public ParallelChart {
        axes = List.copyOf(axes);
        paths = List.copyOf(paths);
        if (axes.size() < 2 || paths.isEmpty()) {
            throw new IllegalArgumentException("chart " + heading.name()
                    + ": expected at least two axes and one path, got " + axes.size() + " and " + paths.size());
        }
        for (Path path : paths) {
            if (path.values().size() != axes.size()
                    || (!path.texts().isEmpty() && path.texts().size() != axes.size())) {
                throw new IllegalArgumentException("chart " + heading.name() + ": path '" + path.name() + "' has "
                        + path.values().size() + " values for " + axes.size() + " axes");
            }
        }
    }

    @Override
    public double bodyHeight() {
        return ParallelDrawing.height(this);
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        new ParallelDrawing(this, canvas, body).draw();
    }
}
