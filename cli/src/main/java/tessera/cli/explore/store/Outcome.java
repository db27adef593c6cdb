package tessera.cli.explore.store;

import java.util.Arrays;
import java.util.Objects;

/**
 * What became of one point at one level.
 *
 * @param point number of the point in its space, at least 0
 * @param level how it was looked at
 * @param constraint number of the first constraint that it breaks; {@link #FEASIBLE} if none, {@link #REFUSED} if the
 *     machine or pattern cannot be built that way (then all values are NaN)
 * @param values one per objective and other figure, in the order of the store's columns; NaN where there is none
 */
public record Outcome(long point, Level level, int constraint, double[] values) {
    public static final int FEASIBLE = -1;
    public static final int REFUSED = -2;

    public Outcome {
        Objects.requireNonNull(level);
        values = values.clone();
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    public double value(int column) {
        return values[column];
    }

    public boolean isFeasible() {
        return constraint == FEASIBLE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outcome that
                && point == that.point
                && level == that.level
                && constraint == that.constraint
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(point) * 31 + level.hashCode();
    }

    @Override
    public String toString() {
        return "point " + point + " at level " + level.label() + ": " + Arrays.toString(values);
    }
}
