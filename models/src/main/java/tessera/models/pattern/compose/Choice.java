package tessera.models.pattern.compose;

import java.util.List;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.mask.TokenMask;
import tessera.models.pattern.score.Grid;
import tessera.models.plan.Phase;
import tessera.models.plan.SelectionCost;

/** One way of choosing keys on data. */
interface Choice {
    /** What one head attends to, on its grid. */
    Chosen choose(ChoiceContext context);

    /** What that costs for one head of a layer; launches are those of all its heads together. */
    SelectionCost cost(AttentionShape shape, Phase phase, int head);

    /** Share of the legal pairs kept whatever the values are; NaN where it depends on them. */
    double shareOf(AttentionShape shape);

    /** Whether what is attended to in any case counts in the share. */
    default boolean countsKept() {
        return false;
    }

    /** Queries that share a decision in prefill. */
    int queryBlock();

    /** Keys decided on together. */
    int keyBlock();

    /** The same choice with another share of the legal cells of each row, 1 for all. */
    Choice withShare(double share);

    /**
     * A decision.
     *
     * @param grid blocks that were decided on
     * @param mask what was chosen
     * @param groups queries that were given one list of keys together; empty where the grid's rows say it
     */
    record Chosen(Grid grid, TokenMask mask, List<int[]> groups) {
        Chosen(Grid grid, TokenMask mask) {
            this(grid, mask, List.of());
        }
    }
}
