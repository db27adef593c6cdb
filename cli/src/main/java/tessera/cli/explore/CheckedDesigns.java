package tessera.cli.explore;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.space.Constraint;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Level;
import tessera.cli.explore.store.Outcome;
import tessera.traces.check.InputException;

/** What the models of all kinds of machine share: the figures' order, refused designs, constraints. */
abstract class CheckedDesigns implements DesignModel {
    private final Space space;
    private final int[] constraintColumns;

    CheckedDesigns(Space space) {
        this.space = space;
        this.constraintColumns = space.constraints().stream()
                .mapToInt(constraint -> DesignModels.FIGURES.indexOf(constraint.figure()))
                .toArray();
    }

    /**
     * Figures of a design in the order of {@link DesignModels#FIGURES}, those at the end that this kind of machine has not
     * left out; NaN for what this kind or this level has not. An {@link InputException} if the design cannot be built.
     */
    abstract double[] figures(Choice choice, Level level);

    /** Throws what {@link #figures} would, at the least cost. */
    abstract void check(Choice choice);

    final Choice choice(long point) {
        return new Choice(space.grid(), point);
    }

    /** Whether an objective or a constraint names a figure. */
    static boolean asks(Space space, String figure) {
        return space.objectives().contains(figure)
                || space.constraints().stream()
                        .anyMatch(constraint -> constraint.figure().equals(figure));
    }

    @Override
    public final List<String> figures() {
        return DesignModels.FIGURES;
    }

    @Override
    public final Outcome evaluate(long point, Level level) {
        try {
            double[] figures = padded(figures(choice(point), level));
            return new Outcome(point, level, firstBroken(figures), figures);
        } catch (InputException e) {
            double[] none = new double[DesignModels.FIGURES.size()];
            Arrays.fill(none, Double.NaN);
            return new Outcome(point, level, Outcome.REFUSED, none);
        }
    }

    private static double[] padded(double[] figures) {
        double[] all = Arrays.copyOf(figures, DesignModels.FIGURES.size());
        Arrays.fill(all, figures.length, all.length, Double.NaN);
        return all;
    }

    private int firstBroken(double[] figures) {
        for (int i = 0; i < constraintColumns.length; i++) {
            Constraint constraint = space.constraints().get(i);
            if (!constraint.holds(figures[constraintColumns[i]])) {
                return i;
            }
        }
        return Outcome.FEASIBLE;
    }

    @Override
    public final String refusal(long point) {
        try {
            check(choice(point));
            return "";
        } catch (InputException e) {
            return e.getMessage();
        }
    }

    /** Adds what the units did in the cycle model, {@code unit.cause} to cycles; nothing where the model cannot tell. */
    void addStalls(Choice choice, Map<String, Long> stalls) {}

    @Override
    public final Map<String, Long> stalls(long point) {
        Map<String, Long> stalls = new LinkedHashMap<>();
        try {
            addStalls(choice(point), stalls);
            return stalls;
        } catch (InputException e) {
            return Map.of();
        }
    }
}
