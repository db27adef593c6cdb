package tessera.cli.explore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.Outcome;

/**
 * An exploration as it stands: what all answers are drawn from.
 *
 * @param space that was explored
 * @param figures names of every outcome's values, in order
 * @param outcomes ordered by point, then level; possibly a million: a view, not to be copied into another list lightly
 * @param rankCorrelation Spearman's rho between the closed form and the cycle model, per objective; empty if only one of
 *     them has run; NaN where it means nothing
 * @param isFinished false if it was stopped before its end
 */
public record Study(
        Space space,
        List<String> figures,
        List<Outcome> outcomes,
        Map<String, Double> rankCorrelation,
        boolean isFinished) {
    public Study {
        figures = List.copyOf(figures);
        outcomes = Collections.unmodifiableList(outcomes);
        rankCorrelation = Collections.unmodifiableMap(new LinkedHashMap<>(rankCorrelation));
    }
}
