package tessera.cli.explore.space;

import java.util.ArrayList;
import java.util.List;
import tessera.traces.check.InputException;

/**
 * All combinations of the parameters' values, numbered: point 0 takes everybody's first value, the last parameter varies
 * fastest. Where a parameter does not count (its condition fails) only its first value is taken, so that no two points of
 * the space are the same design.
 */
public final class Grid {
    private final List<Parameter> parameters;
    private final long size;

    public Grid(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        long product = 1;
        for (Parameter parameter : parameters) {
            try {
                product = Math.multiplyExact(product, parameter.size());
            } catch (ArithmeticException e) {
                throw new InputException("the space has more than 2^63 points, which cannot be numbered;"
                        + " expected fewer parameters or fewer values each");
            }
        }
        this.size = product;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** Combinations, those that mean the same design included. */
    public long size() {
        return size;
    }

    /** The number of each parameter's value at a point. */
    public int[] choices(long point) {
        if (point < 0 || point >= size) {
            throw new IllegalArgumentException("point " + point + " of " + size);
        }
        int[] choices = new int[parameters.size()];
        long rest = point;
        for (int i = choices.length - 1; i >= 0; i--) {
            int values = parameters.get(i).size();
            choices[i] = (int) (rest % values);
            rest /= values;
        }
        return choices;
    }

    /** The number of a point; the opposite of {@link #choices}. */
    public long point(int[] choices) {
        long point = 0;
        for (int i = 0; i < choices.length; i++) {
            point = point * parameters.get(i).size() + choices[i];
        }
        return point;
    }

    /** Whether a parameter counts at a point, given the choices of those before it. */
    public boolean counts(int parameter, int[] choices) {
        Parameter.Condition condition = parameters.get(parameter).condition();
        return condition == null
                || (condition.values().contains(choices[condition.parameter()])
                        && counts(condition.parameter(), choices));
    }

    /** The point that stands for this design: parameters that do not count at their first value. */
    public long canonical(long point) {
        int[] choices = choices(point);
        for (int i = 0; i < choices.length; i++) {
            if (!counts(i, choices)) {
                choices[i] = 0;
            }
        }
        return point(choices);
    }

    /** What a point sets: {@code target=value} for every parameter that counts. */
    public List<String> assignments(long point) {
        int[] choices = choices(point);
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < choices.length; i++) {
            if (counts(i, choices)) {
                assignments.add(parameters.get(i).target() + "="
                        + parameters.get(i).values().get(choices[i]));
            }
        }
        return assignments;
    }
}
