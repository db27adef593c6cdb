package tessera.cli.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.front.RankCorrelation;
import tessera.cli.explore.store.Level;

/** Whether the closed form and the cycle model order the designs alike that both have seen. */
final class LevelAgreement {
    private LevelAgreement() {}

    /** Spearman's rho per objective over the feasible designs that have both levels; empty if there are none. */
    static Map<String, Double> of(Objectives objectives, OutcomeTable table) {
        int[] bounds = table.rows(Level.BOUND);
        List<double[]> bounded = new ArrayList<>();
        List<double[]> simulated = new ArrayList<>();
        int at = 0;
        for (int row : table.rows(Level.CYCLE)) {
            while (at < bounds.length && table.point(bounds[at]) < table.point(row)) {
                at++;
            }
            if (at < bounds.length
                    && table.point(bounds[at]) == table.point(row)
                    && table.isFeasible(row)
                    && table.isFeasible(bounds[at])) {
                bounded.add(objectives.row(table, bounds[at]));
                simulated.add(objectives.row(table, row));
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
        return Arrays.stream(correlations.values().stream().mapToDouble(Double::doubleValue).toArray())
                .filter(rho -> !Double.isNaN(rho))
                .min()
                .orElse(1);
    }
}
