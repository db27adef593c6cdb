package tessera.cli.explore;

import java.util.List;
import java.util.Set;
import tessera.cli.explore.store.Outcome;

/** Which way each objective is better, and outcomes as rows of numbers that are all to be minimised. */
final class Objectives {
    private static final Set<String> LARGER_IS_BETTER = Set.of("speedup", "kept_mass", "executed_tflops");

    private final List<String> names;
    private final int[] columns;

    /**
     * @param names of the objectives
     * @param figures names of an outcome's values
     */
    Objectives(List<String> names, List<String> figures) {
        this.names = List.copyOf(names);
        this.columns = names.stream().mapToInt(figures::indexOf).toArray();
    }

    List<String> names() {
        return names;
    }

    /** Objectives of one outcome; those to be maximised negated; NaN everywhere if a constraint is broken. */
    double[] row(Outcome outcome) {
        double[] row = new double[columns.length];
        for (int i = 0; i < row.length; i++) {
            double value = outcome.value(columns[i]);
            row[i] = !outcome.isFeasible() ? Double.NaN : LARGER_IS_BETTER.contains(names.get(i)) ? -value : value;
        }
        return row;
    }

    double[][] rows(List<Outcome> outcomes) {
        return outcomes.stream().map(this::row).toArray(double[][]::new);
    }
}
