package tessera.cli.explore.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tessera.cli.explore.DesignModel;
import tessera.cli.explore.space.Grid;
import tessera.cli.explore.space.Parameter;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;

/**
 * What one parameter does around a design, all others held: the design in closed form with each of the parameter's values.
 *
 * @param parameter number of the parameter
 * @param trials by rising number of value; the design itself is among them
 * @param at position of the design itself
 */
record Sensitivity(int parameter, List<Trial> trials, int at) {
    /** Parameters with more values are tried at so many of them, evenly spaced, with both ends and the design's own. */
    static final int MOST_VALUES = 33;

    /**
     * One value.
     *
     * @param value number of the value
     * @param outcome of the design with this value, in closed form
     */
    record Trial(int value, Outcome outcome) {
        /** Whether the design can be built at all. */
        boolean isBuilt() {
            return outcome.constraint() != Outcome.REFUSED;
        }
    }

    /** One per parameter that counts at the design and has more than one value. */
    static List<Sensitivity> around(Space space, DesignModel model, long point) {
        Grid grid = space.grid();
        int[] choices = grid.choices(point);
        List<Sensitivity> all = new ArrayList<>();
        for (int i = 0; i < choices.length; i++) {
            if (grid.counts(i, choices) && grid.parameters().get(i).size() > 1) {
                all.add(of(grid, model, choices, i));
            }
        }
        return all;
    }

    private static Sensitivity of(Grid grid, DesignModel model, int[] choices, int parameter) {
        int[] values = values(grid.parameters().get(parameter), choices[parameter]);
        List<Trial> trials = new ArrayList<>();
        int at = 0;
        for (int value : values) {
            int[] other = choices.clone();
            other[parameter] = value;
            if (value == choices[parameter]) {
                at = trials.size();
            }
            trials.add(new Trial(value, model.evaluate(grid.canonical(grid.point(other)), Level.BOUND)));
        }
        return new Sensitivity(parameter, trials, at);
    }

    /** Numbers of the values to try, ascending; the given one among them. */
    static int[] values(Parameter parameter, int own) {
        int size = parameter.size();
        int count = Math.min(size, MOST_VALUES);
        return IntStream.concat(
                        IntStream.of(own),
                        IntStream.range(0, count)
                                .map(i -> count == 1 ? 0 : (int) Math.round((double) i * (size - 1) / (count - 1))))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Trials that can be built and whose figure is a number. */
    List<Trial> valid(int figure) {
        return trials.stream()
                .filter(trial ->
                        trial.isBuilt() && Double.isFinite(trial.outcome().value(figure)))
                .toList();
    }

    /** Largest less smallest value of a figure over the trials; 0 if there are none. */
    double span(int figure) {
        double[] values = valid(figure).stream()
                .mapToDouble(trial -> trial.outcome().value(figure))
                .sorted()
                .toArray();
        return values.length == 0 ? 0 : values[values.length - 1] - values[0];
    }
}
