package tessera.cli.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.front.RankCorrelation;
import tessera.cli.explore.sample.PointIndex;
import tessera.cli.explore.store.Level;

/** Whether the closed form and the cycle model order the designs alike that both have seen. */
final class LevelAgreement {
    private LevelAgreement() {}

    /** Spearman's rho per objective over the feasible designs that have both levels; empty if there are none. */
    static Map<String, Double> of(Objectives objectives, OutcomeTable table) {
        PointIndex bounds = new PointIndex();
        for (int row : table.rows(Level.BOUND)) {
            bounds.put(table.point(row), row);
        }
        int[] cycles = Arrays.stream(table.rows(Level.CYCLE))
                .filter(row -> bounds.contains(table.point(row)))
                .toArray();
        int[] paired =
                Arrays.stream(cycles).map(row -> bounds.row(table.point(row))).toArray();
        return of(objectives, table, paired, cycles);
    }

    /** As above, over pairs of rows, one of each level. */
    static Map<String, Double> of(Objectives objectives, OutcomeTable table, int[] bounds, int[] cycles) {
        List<double[]> bounded = new ArrayList<>();
        List<double[]> simulated = new ArrayList<>();
        for (int i = 0; i < cycles.length; i++) {
            if (table.isFeasible(bounds[i]) && table.isFeasible(cycles[i])) {
                bounded.add(objectives.row(table, bounds[i]));
                simulated.add(objectives.row(table, cycles[i]));
            }
        }
        Map<String, Double> result = new LinkedHashMap<>();
        for (int i = 0; !simulated.isEmpty() && i < objectives.names().size(); i++) {
            result.put(objectives.names().get(i), RankCorrelation.of(column(bounded, i), column(simulated, i)));
        }
        return result;
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    /** The least of them that means anything; 1 if none does. */
    static double least(Map<String, Double> correlations) {
        return Arrays.stream(correlations.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .filter(rho -> !Double.isNaN(rho))
                .min()
                .orElse(1);
    }
}
