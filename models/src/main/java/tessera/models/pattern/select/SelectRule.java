package tessera.models.pattern.select;

import java.util.BitSet;
import tessera.models.pattern.input.AttentionShape;
import tessera.models.pattern.input.HeadValues;
import tessera.models.pattern.score.Grid;
import tessera.models.pattern.score.ScoreMap;
import tessera.models.plan.SelectionCost;

/** Which cells of a score map are kept. */
public interface SelectRule {
    /**
     * Chosen cells, bit row · columns + column; legal ones only.
     *
     * @param kept cells that are attended to in any case; where the rule says so they are taken first and count
     */
    BitSet choose(ScoreMap map, BitSet kept);

    /** The rule with what it must know of a head before it can choose; most need nothing. */
    default SelectRule forHead(HeadValues head, Grid grid) {
        return this;
    }

    /** What ranking {@code cells} scores costs. */
    SelectionCost cost(long cells);

    /** Whether cells attended to in any case are taken first and count. */
    default boolean countsKept() {
        return false;
    }

    /** Share of the legal pairs that the rule keeps on this shape whatever the scores are; NaN where that depends on them. */
    double shareOf(AttentionShape shape);
}
