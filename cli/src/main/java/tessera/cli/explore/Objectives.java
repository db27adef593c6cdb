package tessera.cli.explore;

import java.util.List;
import java.util.Set;
import tessera.cli.explore.store.Outcome;

/** Which way each objective is better, and outcomes as rows of numbers that are all to be minimised. */
public final class Objectives {
    private static final Set<String> LARGER_IS_BETTER =
            Set.of("speedup", "kept_mass", "executed_tflops", "attended_share");

    private final List<String> names;
    private final int[] columns;

    /**
     * @param names of the objectives
     * @param figures names of an outcome's values
     */
    public Objectives(List<String> names, List<String> figures) {
        this.names = List.copyOf(names);
        this.columns = names.stream().mapToInt(figures::indexOf).toArray();
    }

    public List<String> names() {
        return names;
    }

    /** Whether more of a figure is better. */
    public static boolean isLargerBetter(String figure) {
        return LARGER_IS_BETTER.contains(figure);
    }

    /** Objectives of one outcome; those to be maximised negated; NaN everywhere if a constraint is broken. */
    public double[] row(Outcome outcome) {
        double[] row = new double[columns.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = outcome.isFeasible() ? signed(i, outcome.value(columns[i])) : Double.NaN;
        }
        return row;
    }

    double[] row(OutcomeTable table, int outcome) {
        double[] row = new double[columns.length];
        boolean isFeasible = table.isFeasible(outcome);
        for (int i = 0; i < row.length; i++) {
            row[i] = isFeasible ? signed(i, table.value(outcome, columns[i])) : Double.NaN;
        }
        return row;
    }

    /** As {@link #row}, constraints or not; NaN only where the design cannot be built. */
    double[] raw(OutcomeTable table, int outcome) {
        double[] row = new double[columns.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = signed(i, table.value(outcome, columns[i]));
        }
        return row;
    }

    private double signed(int objective, double value) {
        return isLargerBetter(names.get(objective)) ? -value : value;
    }

    public double[][] rows(List<Outcome> outcomes) {
        return outcomes.stream().map(this::row).toArray(double[][]::new);
    }
}
