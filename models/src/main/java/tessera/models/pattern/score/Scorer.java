package tessera.models.pattern.score;

import tessera.models.plan.SelectionCost;

/** One way of estimating which keys matter. Deterministic for a seed. */
public interface Scorer {
    /** Scores one head. */
    ScoreMap score(ScoreContext context);

    /** Whether all queries share one row of scores, made once: eviction after prefill. */
    default boolean isOnce() {
        return false;
    }

    /** Scores that a rule has to rank for one head. */
    default long rankedScores(Extent extent) {
        return extent.cells();
    }

    /** What that costs for one head, ranking apart. */
    SelectionCost cost(Extent extent);
}
