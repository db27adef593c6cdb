package tessera.viz.chart;

import java.util.ArrayList;
import java.util.List;
import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;

/**
 * Where the way from one value to another goes: a start, steps that take away or add, an end.
 *
 * @param steps at least one; start plus all deltas must equal end (relative tolerance 1e-9)
 * @param references values to compare with, drawn as dashed lines (a published measurement); may be empty
 */
public record WaterfallChart(
        Heading heading, Axis axis, Level start, List<Step> steps, Level end, List<Level> references) implements Chart {
    private static final double TOLERANCE = 1e-9;

    /**
     * A named value.
     *
     * @param note what it is, in a few words; may be empty
     */
    public record Level(String label, double value, String note) {
        public Level {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("waterfall level '" + label + "' is " + value);
            }
        }
    }

    /**
     * A named change.
     *
     * @param note why it comes about, in a few words; may be empty
     */
    public record Step(String label, double delta, String note) {}

    public WaterfallChart {
        steps = List.copyOf(steps);
        references = List.copyOf(references);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("waterfall " + heading.name() + " has no steps");
        }
        double reached = start.value();
        for (Step step : steps) {
            reached += step.delta();
        }
        double scale = Math.max(Math.abs(start.value()), Math.abs(end.value()));
        if (!(Math.abs(reached - end.value()) <= TOLERANCE * scale)) {
            throw new IllegalArgumentException("waterfall " + heading.name() + ": " + start.value()
                    + " and its steps come to " + reached + ", but the end is " + end.value());
        }
    }

    /**
     * A waterfall through a chain of levels: the steps are the differences of neighbours, named and explained by the
     * level they lead to.
     *
     * @param levels at least three: the start, what remains after each step, and the end once more under its own name
     */
    public static WaterfallChart through(Heading heading, Axis axis, List<Level> levels, List<Level> references) {
        if (levels.size() < 3) {
            throw new IllegalArgumentException("waterfall " + heading.name() + " needs a start, a step and an end");
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < levels.size() - 1; i++) {
            Level level = levels.get(i);
            steps.add(new Step(level.label(), level.value() - levels.get(i - 1).value(), level.note()));
        }
        return new WaterfallChart(heading, axis, levels.get(0), steps, levels.get(levels.size() - 1), references);
    }

    @Override
    public double bodyHeight() {
        return WaterfallDrawing.height(this);
    }

    @Override
    public void draw(Canvas canvas, Box body) {
        new WaterfallDrawing(this, canvas, body).draw();
    }
}
